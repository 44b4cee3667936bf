"""What a donor announces before it arrives, what came of it line by line, and the note that both sign at the door."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import Role, User
from rebond.documents.models import Document
from rebond.organisations.models import Donor
from rebond.programmes.models import Programme
from rebond.safeguards.versions import Versioned
from rebond.stock.importing.asking import AsksColumns
from rebond.stock.importing.fields import LABELS
from rebond.tenancy.models import TenantManager, TenantModel

SEEN_BY = (Role.WAREHOUSE, Role.ELECTED, Role.AUDITOR)


def new_token() -> str:
    """What the follow-up address of a donation ends with: nobody guesses it."""
    return secrets.token_urlsafe(16)


class DonationQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Every donation for whoever sees the stock, one's own for a donor; drafts are the donor's and officers'."""
        if user.has_role(Role.OFFICER, Role.ADMINISTRATOR):
            return self
        if user.has_role(*SEEN_BY):
            return self.exclude(reference="")
        return self.filter(donor__in=user.donors)


class Donation(Versioned, TenantModel):
    """What a donor announces, under one reference, and follows until it is received.

    Made by the donor, by an officer in its place, or by a company that has no account (`token` is then the end of its
    follow-up address, and `donor` is empty until an officer says who it is). What has come of it is read from its lots.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("En préparation")
        ANNOUNCED = "announced", _("Annoncé")
        ACCEPTED = "accepted", _("Accepté")
        DECLINED = "declined", _("Refusé")
        WITHDRAWN = "withdrawn", _("Retiré")
        CLOSED = "closed", _("Clos")

    MOVES = {
        State.DRAFT: {State.ANNOUNCED, State.WITHDRAWN},
        State.ANNOUNCED: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN},
        State.ACCEPTED: {State.CLOSED},
        State.CLOSED: {State.ACCEPTED},
    }
    # Its lines may still change.
    OPEN = (State.DRAFT, State.ANNOUNCED)

    # Given when it is announced, and never again to another one.
    reference = models.CharField(_("référence"), max_length=20, blank=True)
    token = models.CharField(max_length=32, default=new_token, editable=False)
    state = models.CharField(_("état"), max_length=9, choices=State.choices, default=State.DRAFT)
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, null=True, related_name="donations")
    # As the company wrote it; what the city calls it is its donor's name.
    company = models.CharField(_("entreprise"), max_length=160)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    contact_name = models.CharField(_("personne à joindre"), max_length=120)
    contact_email = models.EmailField(_("adresse électronique"), blank=True)
    contact_phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    # Where the equipment stands, and from when it may be fetched.
    pickup_address = models.CharField(_("adresse d’enlèvement"), max_length=300, blank=True)
    available_from = models.DateField(_("disponible à partir du"), null=True, blank=True)
    regime = models.CharField(
        _("régime juridique"), max_length=12, choices=Programme.LegalRoute.choices, blank=True, default=""
    )
    remarks = models.TextField(_("précisions"), max_length=2000, blank=True)
    planned_on = models.DateField(_("livraison prévue le"), null=True)
    # Why it was declined, withdrawn, or closed with differences left.
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    announced_at = models.DateTimeField(_("annoncé le"), null=True)
    # Who brought it to the state that it is in, and when; nobody when the company did, without an account.
    moved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField(null=True)
    # The language in which it was written: that of the mails to a contact who has no account.
    language = models.CharField(
        _("langue"), max_length=2, choices=[("fr", "Français"), ("en", "English")], default="fr", db_default="fr"
    )
    # Of an offer without account: a keyed hash of where it came from that day, to count what one place sends.
    sender = models.CharField(max_length=40, blank=True, default="", db_default="", editable=False)

    objects = TenantManager.from_queryset(DonationQuerySet)()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("don annoncé")
        verbose_name_plural = _("dons annoncés")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "reference"], condition=~Q(reference=""), name="one_donation_per_reference"
            ),
            models.UniqueConstraint(fields=["token"], name="one_followup_page_per_donation"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "announced", "accepted", "declined", "withdrawn", "closed"]),
                name="donation_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(regime__in=["", "gift", "transfer", "loan", "refurbisher"]), name="donation_regime_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(announced_at__isnull=False),
                name="announced_donation_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | ~Q(reference=""),
                name="announced_donation_has_a_reference",
            ),
            models.CheckConstraint(condition=Q(language__in=["fr", "en"]), name="donation_language_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "closed"]) | Q(donor__isnull=False),
                name="accepted_donation_has_its_donor",
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="declined_donation_says_why"),
        ]

    def __str__(self) -> str:
        return self.reference or self.company

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def giver(self) -> str:
        """What the city calls whoever gives; what the company calls itself until an officer says who it is."""
        return self.donor.name if self.donor else self.company


class AnnouncedFile(AsksColumns):
    """A donor's inventory, read in the background into the lines of its donation; nothing of the stock changes."""

    class State(models.TextChoices):
        READING = "reading", _("Lecture en cours")
        TO_MAP = "to-map", _("Colonnes à préciser")
        READ = "read", _("Lu")
        UNREADABLE = "unreadable", _("Illisible")

    # It will still give lines: nobody announces or accepts without them.
    UNREAD = (State.READING, State.TO_MAP)
    MOVES = {
        State.READING: {State.READ, State.TO_MAP, State.UNREADABLE},
        State.TO_MAP: {State.READING},
        State.READ: {State.READING},
        State.UNREADABLE: {State.READING},
    }

    # Machines one by one, or models and how many of each.
    MEANINGS = LABELS | {"quantity": _("Quantité")}

    donation = models.ForeignKey(Donation, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.READING)
    # Rows by verdict, and rows that have each remark, by its code.
    counts = models.JSONField(default=dict)
    remarks = models.JSONField(default=dict)
    # Why it cannot be read: a sentence of the reader to translate, and its facts.
    refusal = models.JSONField(default=dict)
    # Rows that have come while it is read; and the first rows that were left out, each with its reasons.
    heard = models.PositiveIntegerField(default=0, db_default=0)
    left_out = models.JSONField(default=list)
    # All of them as a workbook to correct; none when there is nothing to correct.
    rejected = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("inventaire annoncé")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "to-map", "read", "unreadable"]),
                name="announced_file_state_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.get_state_display()})"

    @property
    def is_reading(self) -> bool:
        return self.state == self.State.READING

    @property
    def is_unread(self) -> bool:
        return self.state in self.UNREAD


class AnnouncedLine(TenantModel):
    """One machine by its serial number, or a number of things alike: machines of a model, or accessories of a kind.

    `value` is what the donor declares for one of them, in euros; never computed.
    """

    class Kind(models.TextChoices):
        DESKTOP = "desktop", _("Unités centrales")
        LAPTOP = "laptop", _("Ordinateurs portables")
        SCREEN = "screen", _("Écrans")
        KEYBOARD = "keyboard", _("Claviers")
        MOUSE = "mouse", _("Souris")
        CABLE = "cable", _("Câbles")
        ADAPTER = "adapter", _("Adaptateurs")
        OTHER = "other", _("Autre matériel")

    donation = models.ForeignKey(Donation, on_delete=models.CASCADE, related_name="lines")
    file = models.ForeignKey(AnnouncedFile, on_delete=models.CASCADE, null=True, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("matériel"), max_length=8, choices=Kind.choices)
    brand = models.CharField(_("marque"), max_length=60, blank=True)
    model = models.CharField(_("modèle"), max_length=120, blank=True)
    serial = models.CharField(_("numéro de série"), max_length=60, blank=True)
    quantity = models.PositiveIntegerField(_("quantité"), default=1)
    value = models.DecimalField(
        _("valeur déclarée par le donateur (€)"), max_digits=10, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["donation", "position"]
        verbose_name = _("ligne annoncée")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="announced_line_has_something"),
            models.CheckConstraint(condition=Q(serial="") | Q(quantity=1), name="announced_serial_is_one_machine"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="declared_value_is_no_debt"),
            models.CheckConstraint(
                condition=Q(kind__in=["desktop", "laptop", "screen", "keyboard", "mouse", "cable", "adapter", "other"]),
                name="announced_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["donation", "serial"],
                condition=~Q(serial=""),
                name="one_announced_line_per_serial",
                violation_error_message=_("Ce numéro de série est déjà annoncé dans ce don."),
            ),
        ]
        indexes = [models.Index(fields=["donation", "position"], name="announced_lines_in_order")]

    def __str__(self) -> str:
        return self.serial or f"{self.quantity} {self.kind} {self.model}"


class Settlement(TenantModel):
    """What people agreed about one difference between announced and received.

    It holds both sides as they were read: when one of them changes, the difference is open again.
    """

    class Kind(models.TextChoices):
        MISSING = "missing", _("Manquant")
        EXTRA = "extra", _("En plus")
        DIFFERENT = "different", _("Différent")

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Accepté tel que reçu")
        TO_COME = "to-come", _("Attendu plus tard")
        GIVEN_UP = "given-up", _("Le donateur y renonce")
        TO_RETURN = "to-return", _("À rendre au donateur")
        OUR_MISTAKE = "our-mistake", _("Erreur de saisie chez nous")

    donation = models.ForeignKey(Donation, on_delete=models.CASCADE, related_name="settlements")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    # Which line: "serial:ABC123", or "model:desktop:hp:prodesk 600"; and which of its facts differs, when one does.
    key = models.CharField(max_length=220)
    field = models.CharField(max_length=20, blank=True)
    announced = models.CharField(_("annoncé"), max_length=200, blank=True)
    received = models.CharField(_("reçu"), max_length=200, blank=True)
    outcome = models.CharField(_("suite"), max_length=11, choices=Outcome.choices)
    note = models.CharField(_("précision"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["donation", "key", "field"]
        verbose_name = _("écart traité")
        verbose_name_plural = _("écarts traités")
        constraints = [
            models.UniqueConstraint(fields=["donation", "kind", "key", "field"], name="one_settlement_per_difference"),
            models.CheckConstraint(
                condition=Q(kind__in=["missing", "extra", "different"]), name="settlement_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["kept", "to-come", "given-up", "to-return", "our-mistake"]),
                name="settlement_outcome_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.field}".strip()


class IntakeNote(TenantModel):
    """What both sides signed at the door for one lot (bon d’entrée): stored as it was signed, never written again.

    A mistake, or machines that came after it, is put right by a newer note that takes its place.
    """

    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="intake_notes")
    number = models.CharField(_("numéro du bon"), max_length=20)
    delivered_by = models.CharField(_("qui remet, pour le donateur"), max_length=120)
    delivered_role = models.CharField(_("qualité"), max_length=120, blank=True)
    received_by = models.CharField(_("qui reçoit, pour la ville"), max_length=120)
    signed_on = models.DateField(_("signé le"))
    remarks = models.CharField(_("réserves"), max_length=1000, blank=True)
    machines = models.PositiveIntegerField(_("machines"))
    accessories = models.PositiveIntegerField(_("accessoires"), default=0)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    why = models.CharField(_("motif du remplacement"), max_length=300, blank=True, default="", db_default="")
    is_current = models.BooleanField(default=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("bon d’entrée")
        verbose_name_plural = _("bons d’entrée")
        constraints = [
            models.UniqueConstraint(fields=["city", "number"], name="one_intake_note_per_number"),
            models.UniqueConstraint(
                fields=["lot"], condition=Q(is_current=True), name="one_current_intake_note_per_lot"
            ),
        ]

    def __str__(self) -> str:
        return self.number
