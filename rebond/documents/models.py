"""Private files, known by the hash of their content. The owner's app decides who opens them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rebond.documents.deposits.models import Deposit  # noqa: F401  Django looks for models in this module
from rebond.tenancy.models import TenantModel


class Document(TenantModel):
    """A file on disk: `sha256` names its content, `name` is what people see."""

    name = models.CharField(_("nom"), max_length=200)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ["-stored_at"]
        verbose_name = _("document")
        indexes = [models.Index(fields=["sha256"], name="documents_by_content")]

    def __str__(self) -> str:
        return self.name
