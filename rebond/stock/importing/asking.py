"""What a file keeps of the columns that only people understand."""

from django.db import models
from django.utils.translation import gettext as _

from rebond.stock.importing.fields import LABELS
from rebond.tenancy.models import TenantModel


class AsksColumns(TenantModel):
    """A file whose unknown columns people may speak of: each holds one of these, or nothing that we keep."""

    MEANINGS = LABELS

    # What they said, by plain heading ("" leaves a column aside), and the columns to ask about, with samples.
    choices = models.JSONField(default=dict)
    unknown = models.JSONField(default=list)

    class Meta:
        abstract = True

    @property
    def unnamed(self) -> list[str]:
        """The columns of which nobody has said anything, by their titles."""
        return [column["title"] for column in self.unknown if column["key"] not in self.choices]

    @property
    def named(self) -> list[tuple[str, str]]:
        """The columns of which somebody said something, in this file or an earlier one of its donor: title, meaning."""
        said = [
            (column["title"], self.choices[column["key"]]) for column in self.unknown if column["key"] in self.choices
        ]
        return [(title, str(self.MEANINGS.get(field, _("laissée de côté")))) for title, field in said]
