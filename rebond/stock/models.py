"""What the donor gave: lots, devices, the erasure that frees each one, and the imports that brought them."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import Role, User
from rebond.documents.models import Document
from rebond.organisations.models import Donor
from rebond.programmes.models import Programme
from rebond.safeguards.versions import Versioned
from rebond.stock.bench.models import BenchRules, BenchSession, OwnCheck, Triage  # noqa: F401  Django looks here
from rebond.stock.donations.models import (  # noqa: F401  Django looks here
    AnnouncedFile,
    AnnouncedLine,
    Donation,
    IntakeNote,
    Settlement,
)
from rebond.stock.erasures.models import Destruction, KnownDisk, PastUse  # noqa: F401  Django looks here
from rebond.stock.facts.models import FactSheet  # noqa: F401  Django looks here
from rebond.stock.identifiers.models import Identifier  # noqa: F401  Django looks here
from rebond.stock.importing.asking import AsksColumns
from rebond.stock.importing.models import ColumnMapping, Replaced, RowCorrection  # noqa: F401  Django looks here
from rebond.stock.inventory.formats import FORMATS
from rebond.stock.inventory.remarks import worded
from rebond.stock.labels.models import Calibration, LabelRun, Notice, Tag  # noqa: F401  Django looks here
from rebond.stock.ledger.models import Movement, Place  # noqa: F401  Django looks for models in this module
from rebond.stock.recycling.models import RecyclingLine, RecyclingSlip  # noqa: F401  Django looks here
from rebond.stock.saved.models import SavedView  # noqa: F401  Django looks here
from rebond.stock.spares.models import SparePolicy, SparePool  # noqa: F401  Django looks here
from rebond.tenancy.models import City, TenantManager, TenantModel

# Whoever sees the whole stock of the city; a donor sees what it gave, nobody else sees any.
STOCK_READERS = (Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE, Role.ELECTED, Role.AUDITOR)


class LotQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Every lot for whoever sees the stock, one's own gifts for a donor."""
        return self if user.has_role(*STOCK_READERS) else self.filter(donor__in=user.donors)


class Lot(Versioned, TenantModel):
    """A delivery of a donor, known by the reference that both use."""

    reference = models.CharField(_("référence"), max_length=60)
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="lots")
    received_on = models.DateField(_("reçu le"))
    # Under which law its machines come and go on; empty while nobody has said.
    regime = models.CharField(
        _("régime juridique"),
        max_length=12,
        choices=Programme.LegalRoute.choices,
        blank=True,
        default="",
        db_default="",
    )
    # The announcement that it answers.
    donation = models.ForeignKey(Donation, on_delete=models.PROTECT, null=True, related_name="lots")

    objects = TenantManager.from_queryset(LotQuerySet)()

    class Meta:
        ordering = ["reference"]
        verbose_name = _("lot")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "reference"],
                name="one_lot_per_reference",
                violation_error_message=_("Un lot porte déjà cette référence."),
            ),
            models.CheckConstraint(
                condition=Q(regime__in=["", "gift", "transfer", "loan", "refurbisher"]), name="lot_regime_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Flag(models.TextChoices):
    """What keeps a machine back, whatever its erasure."""

    OUT_OF_ORDER = "out-of-order", _("Hors service")
    BIOS_LOCKED = "bios-locked", _("BIOS verrouillé")
    TO_INVESTIGATE = "to-investigate", _("À vérifier")
    SPARES = "spares", _("Pour pièces")


BLOCKED = ~Q(blocking_flags="") | ~Q(bench_flags="") | ~Q(held_because="")


class DeviceQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """The machines of the lots that this person sees."""
        return self if user.has_role(*STOCK_READERS) else self.entered().filter(lot__donor__in=user.donors)

    def entered(self):
        """All but those whose import was undone, and those that were found to be another one."""
        return self.exclude(state__in=(Device.State.WITHDRAWN, Device.State.MERGED))

    def deserving(self):
        """Received desktops that nothing keeps back any more: every disk erased or removed, no flag, not for spares;
        judged at the bench, in a city that asks for it."""
        return self.filter(
            ~Exists(BenchRules.objects.filter(triage_needed=True))
            | Exists(Triage.objects.filter(device=OuterRef("pk"), is_current=True)),
            ~Exists(Triage.objects.filter(device=OuterRef("pk"), is_current=True, grade="X")),
            state=Device.State.RECEIVED,
            category=Device.Category.DESKTOP,
            erasure__in=Device.CLEAN,
            blocking_flags="",
            bench_flags="",
            held_because="",
        )

    def blocked(self):
        """Those that something is said against: by the donor's file, by the bench, or by an officer."""
        return self.filter(BLOCKED)

    def allocatable(self):
        """Desktops that are ready and promised to nobody."""
        return self.filter(state=Device.State.READY, category=Device.Category.DESKTOP)

    def under(self, route: str):
        """Those whose lot comes under that legal route, or says nothing of it."""
        return self.filter(lot__regime__in=("", route))

    def counted_as_given(self):
        """Desktops that may be, are, or were allocated: what the waves of a programme add up to."""
        return self.filter(state__in=Device.FREED, category=Device.Category.DESKTOP)


class Device(TenantModel):
    """One machine, known by its serial number.

    It is ready only when every disk was erased or removed and no flag blocks it: the database refuses anything
    else, whatever the path.
    """

    class Category(models.TextChoices):
        DESKTOP = "desktop", _("Unité centrale")
        LAPTOP = "laptop", _("Ordinateur portable")
        SCREEN = "screen", _("Écran")
        OTHER = "other", _("Autre")

    class State(models.TextChoices):
        RECEIVED = "received", _("Reçu")
        READY = "ready", _("Prêt")
        RESERVED = "reserved", _("Réservé")
        HANDED_OVER = "handed-over", _("Remis")
        GONE = "gone", _("Sorti du stock")
        WITHDRAWN = "withdrawn", _("Import annulé")
        MERGED = "merged", _("Réunie à une autre fiche")

    class Erasure(models.TextChoices):
        UNKNOWN = "unknown", _("Sans certificat")
        ERASED = "erased", _("Effacé")
        FAILED = "failed", _("Effacement échoué")
        DISK_REMOVED = "disk-removed", _("Disque retiré")

    MOVES = {
        State.RECEIVED: {State.READY, State.GONE, State.WITHDRAWN, State.MERGED},
        State.READY: {State.RECEIVED, State.RESERVED, State.HANDED_OVER, State.GONE, State.WITHDRAWN, State.MERGED},
        State.RESERVED: {State.READY, State.HANDED_OVER},
        State.HANDED_OVER: {State.RECEIVED},
        State.GONE: {State.RECEIVED, State.MERGED},
        State.WITHDRAWN: {State.RECEIVED},
    }
    FREED = (State.READY, State.RESERVED, State.HANDED_OVER)
    PROMISED = (State.RESERVED, State.HANDED_OVER)
    # Gone: lost, recycled or given back to the donor; the ledger says which. Withdrawn: the import that brought the
    # machine was undone; only its movements stay, and no list has it any more until a file brings it again. Merged: it
    # was found to be another record's machine, and its numbers lead there.
    AWAY = (State.HANDED_OVER, State.GONE, State.WITHDRAWN, State.MERGED)
    CLEAN = (Erasure.ERASED, Erasure.DISK_REMOVED)

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="devices")
    serial = models.CharField(_("numéro de série"), max_length=60)
    category = models.CharField(_("type"), max_length=8, choices=Category.choices)
    state = models.CharField(_("état"), max_length=12, choices=State.choices, default=State.RECEIVED)
    erasure = models.CharField(_("effacement"), max_length=12, choices=Erasure.choices, default=Erasure.UNKNOWN)
    # What the donor's file says against the machine: codes in alphabetical order, "bios-locked out-of-order".
    blocking_flags = models.CharField(_("blocages"), max_length=120, blank=True)
    # What the bench found against it, in the same words; what the donor says later takes none of it back.
    bench_flags = models.CharField(max_length=120, blank=True, default="", db_default="", editable=False)
    # Why an officer holds the machine back ("to investigate"); empty when nobody does.
    held_because = models.CharField(_("à vérifier"), max_length=300, blank=True)
    # Hash of the facts of the last import, so that the same file read again is known to change nothing.
    fingerprint = models.CharField(max_length=32, blank=True, editable=False)
    # The uploaded file that wrote the machine last; none when a command did. Looked for within a lot.
    last_file = models.ForeignKey(
        "stock.StockFile", on_delete=models.SET_NULL, null=True, editable=False, db_index=False, related_name="+"
    )
    asset_tag = models.CharField(_("numéro d’immobilisation"), max_length=60, blank=True)
    barcode = models.CharField(_("code-barres"), max_length=60, blank=True)
    brand = models.CharField(_("marque"), max_length=60, blank=True)
    model = models.CharField(_("modèle"), max_length=120, blank=True)
    processor = models.CharField(_("processeur"), max_length=120, blank=True)
    memory_gb = models.PositiveSmallIntegerField(_("mémoire (Go)"), null=True, blank=True)
    disk = models.CharField(_("disque"), max_length=60, blank=True)
    in_service_on = models.DateField(_("mise en service"), null=True, blank=True)
    warranty_until = models.DateField(_("fin de garantie"), null=True, blank=True)
    residual_value = models.DecimalField(
        _("valeur déclarée par le donateur (€)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    site = models.CharField(_("site"), max_length=120, blank=True)
    place = models.CharField(_("bâtiment, étage"), max_length=120, blank=True)
    condition = models.CharField(_("état déclaré"), max_length=60, blank=True)
    remarks = models.CharField(_("observations"), max_length=500, blank=True)
    # Where the ledger's last movement brought the machine, and how many it has had; written with the movement.
    stands_in = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        verbose_name=_("emplacement"),
        related_name="devices",
    )
    moves = models.PositiveIntegerField(default=1, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, db_index=False, related_name="merged"
    )

    objects = TenantManager.from_queryset(DeviceQuerySet)()

    class Meta:
        ordering = ["serial"]
        verbose_name = _("équipement")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "serial"],
                name="one_device_per_serial",
                violation_error_message=_("Une machine porte déjà ce numéro de série."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "gone", "withdrawn", "merged"])
                | Q(
                    erasure__in=["erased", "disk-removed"],
                    blocking_flags="",
                    bench_flags="",
                    held_because="",
                    category="desktop",
                ),
                name="only_clean_devices_leave_the_stock",
                violation_error_message=_("Une machine n’est attribuable qu’effacée (ou sans disque) et sans blocage."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "ready", "reserved", "handed-over", "gone", "withdrawn", "merged"]),
                name="device_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "ready", "reserved"], stands_in__isnull=False)
                | Q(state__in=["handed-over", "gone", "withdrawn", "merged"], stands_in=None),
                name="device_of_the_stock_stands_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(erasure__in=["unknown", "erased", "failed", "disk-removed"]),
                name="device_erasure_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged") & Q(merged_into=None),
                name="merged_device_says_into_which",
            ),
        ]
        indexes = [
            models.Index(fields=["city", "state", "category"], name="devices_by_state"),
            models.Index(fields=["city", "stands_in", "category"], name="devices_by_place"),
            # What is seldom in a large stock, in the order of lists.
            models.Index(fields=["city", "category", "serial"], name="devices_by_category"),
            models.Index(
                fields=["city", "erasure", "serial"], condition=~Q(erasure="erased"), name="devices_not_erased"
            ),
            models.Index(fields=["city", "serial"], condition=BLOCKED, name="devices_blocked"),
            # What a reader scans is looked up in capitals; PostgreSQL finds beginnings by them too (migration 0023).
            models.Index(F("city"), Upper("serial"), name="devices_by_serial"),
            models.Index(F("city"), Upper("asset_tag"), name="devices_by_asset_tag"),
            models.Index(F("city"), Upper("barcode"), name="devices_by_barcode"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="devices_merged"),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def flags(self) -> list[str]:
        """What keeps the machine back, as codes."""
        held = [Flag.TO_INVESTIGATE] if self.held_because else []
        return list(dict.fromkeys(self.blocking_flags.split() + self.bench_flags.split() + held))

    @property
    def flag_labels(self) -> list[str]:
        return [str(Flag(code).label) for code in self.flags]

    @property
    def is_promised(self) -> bool:
        return self.state in self.PROMISED


class CertificateQuerySet(models.QuerySet):
    def linked_by_hand(self):
        """Those that somebody said are of a machine whose number they do not have; not those that a merge brought."""
        return self.filter(device__isnull=False, linked_at__isnull=False).exclude(said_serial="")


class ErasureCertificate(TenantModel):
    """What an erasure tool, or a person, certifies of one disk. Kept also while no known machine has its serial."""

    class Result(models.TextChoices):
        ERASED = "erased", _("Effacé")
        FAILED = "failed", _("Échec")
        DISK_REMOVED = "disk-removed", _("Disque retiré")

    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="certificates")
    serial = models.CharField(_("numéro de série de la machine"), max_length=60)
    disk_serial = models.CharField(_("numéro de série du disque"), max_length=60, blank=True)
    disk_brand = models.CharField(_("marque du disque"), max_length=60, blank=True)
    reference = models.CharField(_("référence du certificat"), max_length=80, blank=True)
    result = models.CharField(_("résultat"), max_length=12, choices=Result.choices)
    method = models.CharField(_("méthode"), max_length=60, blank=True)
    standard = models.CharField(_("norme"), max_length=80, blank=True)
    tool = models.CharField(_("logiciel"), max_length=80, blank=True)
    operator = models.CharField(_("opérateur"), max_length=60, blank=True)
    erased_on = models.DateField(_("date"), null=True, blank=True)
    # When the house received it; unknown for the first ones.
    kept_at = models.DateTimeField(null=True, editable=False)
    # The machine's serial number as the certificate says it, when somebody linked it to another one.
    said_serial = models.CharField(_("numéro de série selon le certificat"), max_length=60, blank=True)
    linked_at = models.DateTimeField(null=True, editable=False)
    # The certificate itself, when somebody typed what it says.
    proof = models.OneToOneField("documents.Deposit", on_delete=models.PROTECT, null=True, related_name="+")
    # Hash of what tells one erasure from another, so that the same file read again adds nothing.
    fingerprint = models.CharField(max_length=32, editable=False)

    objects = TenantManager.from_queryset(CertificateQuerySet)()

    class Meta:
        ordering = ["serial", "erased_on"]
        verbose_name = _("certificat d’effacement")
        verbose_name_plural = _("certificats d’effacement")
        constraints = [
            models.UniqueConstraint(fields=["city", "fingerprint"], name="one_certificate_per_erasure"),
            models.CheckConstraint(
                condition=Q(result__in=["erased", "failed", "disk-removed"]), name="certificate_result_is_known"
            ),
        ]
        indexes = [models.Index(fields=["city", "serial"], name="certificates_by_serial")]

    def __str__(self) -> str:
        return f"{self.serial} {self.result}"


class StockFile(AsksColumns):
    """A file that somebody uploaded: read in the background, shown row by row, applied once on confirmation."""

    class Kind(models.TextChoices):
        INVENTORY = "inventory", _("Inventaire du donateur")
        ERASURES = "erasures", _("Certificats d’effacement")

    class State(models.TextChoices):
        READING = "reading", _("Lecture en cours")
        TO_MAP = "to-map", _("Colonnes à préciser")
        READ = "read", _("À confirmer")
        UNREADABLE = "unreadable", _("Illisible")
        APPLYING = "applying", _("Enregistrement en cours")
        APPLIED = "applied", _("Enregistré")
        REFUSED = "refused", _("Refusé")
        CANCELLED = "cancelled", _("Abandonné")
        UNDOING = "undoing", _("Annulation en cours")
        UNDONE = "undone", _("Annulé")

    MOVES = {
        State.READING: {State.READ, State.TO_MAP, State.UNREADABLE, State.CANCELLED},
        State.TO_MAP: {State.READING, State.CANCELLED},
        State.READ: {State.READING, State.APPLYING, State.CANCELLED},
        State.APPLYING: {State.APPLIED, State.REFUSED, State.READ},
        State.APPLIED: {State.UNDOING},
        State.UNDOING: {State.UNDONE, State.APPLIED},
    }
    UNDER_WAY = (State.READING, State.APPLYING, State.UNDOING)
    MAY_STOP = (State.READING, State.TO_MAP, State.READ, State.APPLYING)
    ENTERED = (State.APPLIED, State.UNDOING)

    kind = models.CharField(_("contenu"), max_length=10, choices=Kind.choices)
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.READING)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    lot_reference = models.CharField(_("référence du lot"), max_length=60, blank=True)
    donor_name = models.CharField(_("donateur"), max_length=160, blank=True)
    counts = models.JSONField(default=dict)
    # How many rows have each remark, by its code.
    remarks = models.JSONField(default=dict)
    # The program that wrote the file, when its headings give it away.
    format = models.CharField(max_length=12, choices=[(one.code, one.name) for one in FORMATS], blank=True)
    # Rows that have come while the file is read, now or before it goes in.
    heard = models.PositiveIntegerField(default=0)
    # The rows to correct, as a workbook; none when nothing was rejected.
    rejected = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(max_length=600, blank=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    # One work under way: what an older one still does is not kept.
    turn = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("fichier importé")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "reading",
                        "to-map",
                        "read",
                        "unreadable",
                        "applying",
                        "applied",
                        "refused",
                        "cancelled",
                        "undoing",
                        "undone",
                    ]
                ),
                name="stock_file_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.get_state_display()})"

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def may_stop(self) -> bool:
        """Nothing is written yet: it can still be given up."""
        return self.state in self.MAY_STOP

    @property
    def length(self) -> int:
        """How many rows there are to read; as many as have come while nobody knows."""
        return max(self.heard, self.counts.get("rows", 0) + self.counts.get("ignored", 0))

    @property
    def masked(self) -> int:
        """How many rows named somebody, and do no more."""
        return self.remarks.get("personal-data", 0)


class FileRow(TenantModel):
    """What was found in one row of a file, and what it would change, or changed once the file was applied."""

    class Verdict(models.TextChoices):
        NEW = "new", _("Nouvelle")
        CHANGED = "changed", _("Modifiée")
        UNCHANGED = "unchanged", _("Inchangée")
        WARNED = "warned", _("Avec remarque")
        REJECTED = "rejected", _("Rejetée")
        IGNORED = "ignored", _("Ignorée")
        MATCHED = "matched", _("Rapprochée")
        ORPHAN = "orphan", _("Sans machine")

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False)
    file = models.ForeignKey(StockFile, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField(_("ligne"))
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    serial = models.CharField(_("numéro de série"), max_length=60, blank=True)
    # A category of device, or the result of an erasure.
    nature = models.CharField(max_length=12, blank=True)
    reasons = models.JSONField(default=list)
    # The codes of the reasons, " serial-missing other-lot ", so that a page can ask for one of them.
    codes = models.CharField(max_length=300, blank=True)
    # What may be corrected in the row, by field; only where something is to be corrected, or was.
    cells = models.JSONField(default=dict)

    class Meta:
        ordering = ["file", "number"]
        verbose_name = _("ligne de fichier")
        indexes = [
            models.Index(fields=["file", "number"], name="file_rows_by_number"),
            models.Index(fields=["file", "verdict", "number"], name="file_rows_by_verdict"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verdict}"

    @property
    def reasons_told(self) -> list[str]:
        """Its reasons in the reader's language; those of the first files in that of their day."""
        return [
            worded(reason["sentence"], reason["facts"]) if "sentence" in reason else reason["message"]
            for reason in self.reasons
        ]

    @property
    def nature_label(self) -> str:
        """The category or the result in words."""
        labels = dict(Device.Category.choices + ErasureCertificate.Result.choices)
        return str(labels.get(self.nature, "\N{EM DASH}"))
