"""What people said of a donor's columns and rows, and what a file wrote over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.organisations.models import Donor
from rebond.stock.importing.fields import FIELDS
from rebond.tenancy.models import City, TenantModel


class ColumnMapping(TenantModel):
    """What a heading means in one donor's files. Kept when a file is applied; no field: the column is left aside."""

    donor = models.ForeignKey(Donor, on_delete=models.CASCADE, related_name="column_mappings")
    # The heading reduced to its plain words, as two people would write it alike.
    heading = models.CharField(max_length=120)
    title = models.CharField(_("colonne"), max_length=120)
    field = models.CharField(_("contenu"), max_length=20, choices=FIELDS, blank=True)

    class Meta:
        ordering = ["donor", "heading"]
        verbose_name = _("colonne d’un donateur")
        constraints = [models.UniqueConstraint(fields=["donor", "heading"], name="one_meaning_per_heading_of_a_donor")]

    def __str__(self) -> str:
        return f"{self.title} → {self.get_field_display()}"


class RowCorrection(TenantModel):
    """What somebody typed in the place of a donor's cells, before the file goes in. Both are kept, side by side."""

    file = models.ForeignKey("stock.StockFile", on_delete=models.CASCADE, related_name="corrections")
    number = models.PositiveIntegerField(_("ligne"))
    before = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["file", "number"]
        verbose_name = _("ligne corrigée")
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="one_correction_per_row")]

    def __str__(self) -> str:
        return f"{self.file} {self.number}"


class Replaced(TenantModel):
    """What the stock said of a machine before a file changed it: undoing the file puts it back."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False)
    file = models.ForeignKey("stock.StockFile", on_delete=models.CASCADE, related_name="replaced", db_index=False)
    device = models.ForeignKey("stock.Device", on_delete=models.CASCADE, related_name="+", db_index=False)
    before = models.JSONField()

    class Meta:
        verbose_name = _("machine modifiée par un fichier")
        constraints = [
            models.UniqueConstraint(fields=["file", "device"], name="one_past_per_file_and_device"),
        ]

    def __str__(self) -> str:
        return f"{self.file} {self.device}"
