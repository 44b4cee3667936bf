"""Tags, and the sheets of labels that were asked for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.stock.labels.tags import TOKEN_SIGNS, new_token
from rebond.tenancy.models import TenantModel


class Tag(TenantModel):
    """The city's own tag. Printed before it has a machine, it is bound to one by scanning, once.

    `number` counts the city's tags and is what `code` spells; `token` is the name of its public page.
    """

    number = models.PositiveIntegerField(editable=False)
    code = models.CharField(_("étiquette"), max_length=20)
    token = models.CharField(max_length=TOKEN_SIGNS, default=new_token, editable=False)
    device = models.ForeignKey("stock.Device", on_delete=models.CASCADE, null=True, related_name="tags")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    bound_at = models.DateTimeField(null=True)
    bound_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        verbose_name = _("étiquette")
        constraints = [
            models.UniqueConstraint(fields=["city", "number"], name="one_tag_per_number"),
            models.UniqueConstraint(fields=["city", "code"], name="one_tag_per_code"),
            models.UniqueConstraint(fields=["token"], name="one_page_per_tag"),
            models.CheckConstraint(
                condition=Q(device=None, bound_at=None) | Q(device__isnull=False, bound_at__isnull=False),
                name="bound_tag_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.code
