"""What an association states about tax receipts, and the papers that are prepared for it and its donors."""

from collections.abc import Collection
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.organisations.models import Association, Donor
from rebond.tenancy.models import TenantManager, TenantModel


class ReceiptStatement(TenantModel):
    """Its manager states that an association may issue receipts of company gifts, on which ground; until taken back.

    The city believes nobody else about it, and does not check it.
    """

    double_stays_with_merged = True

    class Ground(models.TextChoices):
        """The boxes of form 2041-MEC-SD that an association may tick (CGI, art. 238 bis)."""

        GENERAL_INTEREST = "general-interest", _("Œuvre ou organisme d’intérêt général")
        PUBLIC_UTILITY = "public-utility", _("Association ou fondation reconnue d’utilité publique")
        OTHER = "other", _("Autre organisme mentionné à l’article 238 bis")

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="receipt_statements")
    ground = models.CharField(_("à quel titre"), max_length=16, choices=Ground.choices)
    precision = models.CharField(_("précision"), max_length=200, blank=True)
    stated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(_("déclaré le"))
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("repris le"), null=True)

    class Meta:
        ordering = ["-stated_at"]
        verbose_name = _("déclaration sur les reçus fiscaux")
        verbose_name_plural = _("déclarations sur les reçus fiscaux")
        constraints = [
            models.UniqueConstraint(
                fields=["association"],
                condition=Q(revoked_at=None),
                name="one_receipt_statement_per_association",
                violation_error_message=_("L’association l’a déjà déclaré."),
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["general-interest", "public-utility", "other"]), name="receipt_ground_is_known"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="revoked_statement_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association} {self.ground}"


class DonorPaperQuerySet(models.QuerySet):
    def of(self, associations: Collection[UUID]):
        """Their papers, the latest version first; after them those of the ones that were merged into another."""
        theirs = self.filter(association__in=associations)
        return theirs.order_by(F("association__merged_into").asc(nulls_first=True), "-version")


class DonorPaper(TenantModel):
    """A paper of one donor, one association and one year, as it was prepared; facts that change make another version.

    `facts` is what it says, as plain data, so that the same content is given as a PDF and as a table.
    """

    double_stays_with_merged = True

    class Kind(models.TextChoices):
        ACT = "act", _("Acte de don")
        RECEIPT = "receipt", _("Reçu 2041-MEC-SD, à vérifier et à signer")

    kind = models.CharField(_("papier"), max_length=7, choices=Kind.choices)
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="papers")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="donor_papers")
    year = models.PositiveSmallIntegerField(_("année"))
    version = models.PositiveSmallIntegerField(_("version"))
    facts = models.JSONField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("préparé le"))

    objects = TenantManager.from_queryset(DonorPaperQuerySet)()

    class Meta:
        ordering = ["-year", "association", "kind", "-version"]
        verbose_name = _("papier d’un don")
        verbose_name_plural = _("papiers des dons")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "donor", "association", "year", "version"], name="one_donor_paper_per_version"
            ),
            models.CheckConstraint(condition=Q(kind__in=["act", "receipt"]), name="donor_paper_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.association} {self.year} v{self.version}"

    @property
    def name(self) -> str:
        """The name of its files, without ending."""
        kind = "acte-de-don" if self.kind == self.Kind.ACT else "2041-mec-sd"
        return f"{kind}-{self.year}-{str(self.association_id)[:8]}-v{self.version}"
