"""Conflicts of interest, declared file by file."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.tenancy.models import TenantManager, TenantModel


class DeclarationQuerySet(models.QuerySet):
    def recusals(self):
        """Those that keep a person away from a file."""
        return self.filter(nature__in=Declaration.TIES, lifted_at=None)


class Declaration(TenantModel):
    """What a person said of their ties with an association before opening its file (déclaration d’intérêt).

    Any tie is a recusal: the file is out of that person's sight everywhere, and they are no part of its quorum. Only
    somebody else may lift it, with a reason. No words of one's own: a tie is nobody else's business than its kind.
    """

    class Nature(models.TextChoices):
        NONE = "none", _("Aucun lien")
        MEMBER = "member", _("Membre, bénévole ou salarié de l’association, aujourd’hui ou depuis trois ans")
        FAMILY = "family", _("Un proche y a des responsabilités")
        MONEY = "money", _("Lien d’argent ou de travail")
        OTHER = "other", _("Autre lien qui pourrait faire douter")

    TIES = (Nature.MEMBER, Nature.FAMILY, Nature.MONEY, Nature.OTHER)

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    nature = models.CharField(_("lien"), max_length=8, choices=Nature.choices)
    declared_at = models.DateTimeField()
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.CharField(_("motif"), max_length=500, blank=True)

    objects = TenantManager.from_queryset(DeclarationQuerySet)()

    class Meta:
        ordering = ["application", "declared_at"]
        verbose_name = _("déclaration d’intérêt")
        indexes = [models.Index(fields=["city", "nature"], name="declarations_by_tie")]  # ties are few
        constraints = [
            models.UniqueConstraint(fields=["person", "application"], name="one_declaration_per_person_and_file"),
            models.CheckConstraint(
                condition=Q(nature__in=["none", "member", "family", "money", "other"]), name="nature_of_tie_is_known"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_because="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_because="") & ~Q(nature="none"),
                name="recusal_is_lifted_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("person")),
                name="nobody_lifts_their_own_recusal",
                violation_error_message=_("Une autre personne doit lever votre déport."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_nature_display()

    @property
    def is_recusal(self) -> bool:
        return self.nature != self.Nature.NONE and self.lifted_at is None
