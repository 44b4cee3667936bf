"""Who gives and who receives: donors, and associations with their sites."""

from collections.abc import Collection
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantManager, TenantModel


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


class AssociationManager(TenantManager):
    """Those of the city, without what was merged into another one."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(merged_into=None)


class WithMergedManager(TenantManager):
    """Those of the city, with what was merged into another one."""

    def standing_by(self, associations: Collection[UUID]) -> dict[UUID, UUID]:
        """These and whatever was merged into them, however many times: each with the one of these that it is now."""
        standing = {pk: pk for pk in associations}
        found = standing
        while found:
            merged = self.filter(merged_into__in=found).values_list("pk", "merged_into")
            found = {gone: standing[kept] for gone, kept in merged}
            standing |= found
        return standing


class Association(Versioned, TenantModel):
    """An association, or one of its sites: several sites may share a number, each applies for itself.

    `search_text` is the name without accents, case or punctuation. `district_code` is the INSEE code of the
    arrondissement (13201…), derived from the postal code where the register gives the whole commune. What people typed
    stays; `registers` holds the last word of each register beside it. `theme` and `publics` are hints for a search.
    """

    class RegisterState(models.TextChoices):
        UNKNOWN = "", _("À vérifier")
        ACTIVE = "active", _("Active")
        ENDED = "ended", _("Dissoute")

    class Consent(models.TextChoices):
        UNKNOWN = "", _("Sans réponse")
        AGREED = "agreed", _("D’accord pour être contactée")
        REFUSED = "refused", _("Ne souhaite pas être contactée")

    name = models.CharField(_("nom"), max_length=300)
    short_name = models.CharField(_("nom court"), max_length=300, blank=True)
    search_text = models.CharField(max_length=300, editable=False, default="")
    rna = models.CharField(_("numéro RNA"), max_length=10, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    former_number = models.CharField(_("ancien numéro"), max_length=20, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=10, blank=True)
    district_code = models.CharField(_("arrondissement"), max_length=10, blank=True)
    commune_code = models.CharField(_("code de la commune"), max_length=10, blank=True)
    town = models.CharField(_("commune"), max_length=80, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    founded_in = models.PositiveSmallIntegerField(_("année de création"), null=True, blank=True)
    # When somebody who answers for it last said that all this is right, and when they were last asked to.
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    website = models.CharField(_("site web"), max_length=200, blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    purpose = models.TextField(_("objet"), blank=True)
    activity_codes = models.CharField(_("codes d’objet social"), max_length=40, blank=True)
    legal_form = models.CharField(_("catégorie juridique"), max_length=10, blank=True)
    theme = models.CharField(_("activité"), max_length=40, blank=True)
    publics = models.JSONField(_("publics"), default=list, blank=True)
    register_state = models.CharField(
        _("état au registre"), max_length=6, choices=RegisterState.choices, blank=True, default=RegisterState.UNKNOWN
    )
    ended_on = models.DateField(_("dissoute le"), null=True, blank=True)
    # By register: its number of the entry, the day it last changed it, and what it says of the fields people may type.
    registers = models.JSONField(default=dict, blank=True)
    seen_at = models.DateTimeField(_("vue au registre le"), null=True, blank=True)
    contact_consent = models.CharField(
        _("accord de contact"), max_length=7, choices=Consent.choices, blank=True, default=Consent.UNKNOWN
    )
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssociationManager()
    with_merged = WithMergedManager()

    class Meta:
        ordering = ["search_text", "name"]
        verbose_name = _("association")
        indexes = [
            models.Index(fields=["city", "rna"], name="associations_by_rna"),
            models.Index(fields=["city", "siren"], name="associations_by_siren"),
            models.Index(fields=["city", "former_number"], name="associations_by_former_number"),
            models.Index(fields=["city", "search_text"], name="associations_by_name"),
            models.Index(fields=["city", "district_code", "search_text"], name="associations_by_district"),
            models.Index(
                fields=["city", "email"], condition=Q(contact_consent="refused"), name="addresses_that_refused"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "siret"],
                condition=~Q(siret="") & Q(merged_into=None),
                name="one_association_per_siret",
                violation_error_message=_("Une association porte déjà ce numéro SIRET."),
            ),
            models.CheckConstraint(
                condition=Q(register_state__in=["", "active", "ended"]), name="association_register_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(contact_consent__in=["", "agreed", "refused"]), name="association_consent_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> "Association":
        """The association that this one was merged into, however many times; itself where it was not."""
        one = self
        while one.merged_into_id is not None:
            one = Association.with_merged.get(pk=one.merged_into_id)
        return one


class Merge(TenantModel):
    """Two rows that a human found to be one association: what it takes to part them again.

    `before` holds the values of the one that stays, as they were; `moved` what pointed to the other one and now points
    to it, by model and field.
    """

    kept = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    merged_at = models.DateTimeField(_("fusionnées le"))
    undone_at = models.DateTimeField(_("séparées le"), null=True, blank=True)

    class Meta:
        ordering = ["-merged_at"]
        verbose_name = _("fusion")
        constraints = [
            models.UniqueConstraint(
                fields=["gone"],
                condition=Q(undone_at=None),
                name="one_live_merge_per_association",
                violation_error_message=_("Cette association est déjà fusionnée avec une autre."),
            ),
            models.CheckConstraint(condition=~Q(kept=models.F("gone")), name="merge_is_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class Distinct(TenantModel):
    """Two associations that look alike and are not the same: a human said so, and nobody is asked again."""

    one = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="told_apart_once")]

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"


class SearchEntry(TenantModel):
    """The words by which an association is found: what the engine's full-text index reads, and nothing else.

    Its number is whole and never changes, as SQLite's index needs. Kept by `search.index`.
    """

    id = models.BigAutoField(primary_key=True)
    association = models.OneToOneField(Association, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()

    def __str__(self) -> str:
        return self.words


class Word(TenantModel):
    """A word that some association of the city is found by: what a misspelt one may have meant."""

    id = models.BigAutoField(primary_key=True)
    text = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "text"], name="one_row_per_word")]

    def __str__(self) -> str:
        return self.text


class WordPart(TenantModel):
    """Three letters in a row of a word, its edges marked by spaces."""

    id = models.BigAutoField(primary_key=True)
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="parts", db_index=False)
    letters = models.CharField(max_length=3)

    class Meta:
        indexes = [models.Index(fields=["city", "letters", "word"], name="words_by_letters")]

    def __str__(self) -> str:
        return self.letters
