"""Who gives and who receives: donors, and associations with their sites."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantModel


class Donor(TenantModel):
    """A company that gives equipment."""

    name = models.CharField(_("nom"), max_length=160)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("donateur")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "name"],
                name="one_donor_per_name",
                violation_error_message=_("Un donateur porte déjà ce nom."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Association(Versioned, TenantModel):
    """An association, or one of its sites: several sites may share a number, each applies for itself.

    `search_text` is the name without accents, case or punctuation. `district_code` is the INSEE code of the
    arrondissement (13201…), derived from the postal code where the register gives the whole commune.
    """

    name = models.CharField(_("nom"), max_length=200)
    search_text = models.CharField(max_length=200, editable=False, default="")
    rna = models.CharField(_("numéro RNA"), max_length=10, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=10, blank=True)
    district_code = models.CharField(_("arrondissement"), max_length=10, blank=True)
    town = models.CharField(_("commune"), max_length=80, blank=True)
    founded_in = models.PositiveSmallIntegerField(_("année de création"), null=True, blank=True)
    # When somebody who answers for it last said that all this is right, and when they were last asked to.
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["search_text", "name"]
        verbose_name = _("association")
        indexes = [
            models.Index(fields=["city", "rna"], name="associations_by_rna"),
            models.Index(fields=["city", "siren"], name="associations_by_siren"),
            models.Index(fields=["city", "search_text"], name="associations_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "siret"],
                condition=~Q(siret=""),
                name="one_association_per_siret",
                violation_error_message=_("Une association porte déjà ce numéro SIRET."),
            )
        ]

    def __str__(self) -> str:
        return self.name
