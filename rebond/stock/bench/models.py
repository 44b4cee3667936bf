"""Who sat at the bench, what was judged there, and what the city has looked at."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Deposit
from rebond.safeguards.versions import Versioned
from rebond.stock.bench.checklist import CATEGORIES, FLAGS
from rebond.stock.ledger.models import Place
from rebond.tenancy.models import TenantModel


class Grade(models.TextChoices):
    """What a machine is worth once it was looked at. The last one leaves no machine, only parts."""

    A = "A", _("A, comme neuf")
    B = "B", _("B, bon état")
    C = "C", _("C, abîmé mais utilisable")
    SPARES = "X", _("X, pour pièces")


class BenchSession(TenantModel):
    """One person's time at the bench: scans count while it is open, and those made before it stopped come in later."""

    class State(models.TextChoices):
        OPEN = "open", _("En cours")
        PAUSED = "paused", _("En pause")
        CLOSED = "closed", _("Terminée")

    MOVES = {
        State.OPEN: {State.PAUSED, State.CLOSED},
        State.PAUSED: {State.OPEN, State.CLOSED},
    }
    LIVE = (State.OPEN, State.PAUSED)

    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("emplacement"))
    # The grade that each scan gives by itself; empty when each machine is looked at and judged.
    each = models.CharField(max_length=1, choices=Grade.choices, blank=True)
    opened_at = models.DateTimeField()
    # Since when it rests, paused or closed, and how long it had rested before.
    stopped_at = models.DateTimeField(null=True)
    rested = models.DurationField(default=timedelta)

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = _("séance de tri")
        verbose_name_plural = _("séances de tri")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "opened_by"],
                condition=Q(state__in=["open", "paused"]),
                name="one_bench_at_a_time_per_person",
            ),
            models.CheckConstraint(
                condition=Q(state="open", stopped_at=None)
                | Q(state__in=["paused", "closed"], stopped_at__isnull=False),
                name="bench_that_rests_says_since_when",
            ),
            models.CheckConstraint(condition=Q(each__in=["", "A", "B", "C", "X"]), name="bench_grade_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.opened_by_id} {self.opened_at}"

    def takes(self, made_at: datetime) -> bool:
        """Whether a scan made at that moment belongs to it."""
        return self.stopped_at is None or made_at <= self.stopped_at

    def worked(self, at: datetime) -> timedelta:
        """How long somebody really sat there."""
        return (self.stopped_at or at) - self.opened_at - self.rested


class Triage(TenantModel, Versioned):
    """One machine looked at in one session. Without a grade it was scanned and waits for its verdict.

    The last verdict of a machine is the current one; a machine that came back into the stock is looked at again.
    """

    class System(models.TextChoices):
        LINUX = "linux", "Linux"
        WINDOWS_11 = "windows-11", "Windows 11"
        WINDOWS_10 = "windows-10", "Windows 10"
        CHROMEOS = "chromeos-flex", "ChromeOS Flex"
        NONE = "none", _("Aucun système")

    class Licence(models.TextChoices):
        FREE = "free", _("Logiciel libre")
        OWN = "own", _("Celle de la machine (constructeur)")
        REFURBISHER = "refurbisher", _("Celle d’un reconditionneur agréé")
        VOLUME = "volume", _("En volume, de la ville ou de l’association")
        NONE = "none", _("Aucune")

    class Installer(models.TextChoices):
        TEAM = "team", _("L’équipe du dispositif")
        REFURBISHER = "refurbisher", _("Un reconditionneur")
        ASSOCIATION = "association", _("L’association")
        DONOR = "donor", _("Le donateur")

    device = models.ForeignKey("stock.Device", on_delete=models.PROTECT, related_name="triages")
    session = models.ForeignKey(BenchSession, on_delete=models.PROTECT, related_name="triages")
    grade = models.CharField(_("catégorie"), max_length=1, choices=Grade.choices, blank=True)
    is_current = models.BooleanField(default=False)
    # What was looked at, by the check's key: "ok" or "fault"; what is not there was not looked at.
    checks = models.JSONField(default=dict)
    note = models.CharField(_("remarque"), max_length=300, blank=True)
    system = models.CharField(_("système"), max_length=13, choices=System.choices, blank=True)
    licence = models.CharField(_("licence"), max_length=11, choices=Licence.choices, blank=True)
    installed_by = models.CharField(_("installé par"), max_length=11, choices=Installer.choices, blank=True)
    photo = models.OneToOneField(Deposit, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    scanned_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True)
    # How many movements the machine had had: one from outside since, and it may be looked at again.
    step = models.PositiveIntegerField()
    # Given by the device that scanned, so that a scan sent twice is one.
    client = models.UUIDField(null=True)

    class Meta:
        ordering = ["-scanned_at", "pk"]
        verbose_name = _("tri d’une machine")
        verbose_name_plural = _("tris de machines")
        constraints = [
            models.UniqueConstraint(fields=["session", "device"], name="one_triage_per_session_and_machine"),
            models.UniqueConstraint(
                fields=["device"], condition=Q(is_current=True), name="one_current_triage_per_machine"
            ),
            models.UniqueConstraint(fields=["city", "client"], name="one_triage_per_scan_sent"),
            models.CheckConstraint(
                condition=Q(grade="", is_current=False, judged_at=None)
                | Q(grade__in=["A", "B", "C", "X"], judged_at__isnull=False),
                name="triage_with_a_grade_says_when",
            ),
        ]
        indexes = [models.Index(fields=["session", "-scanned_at"], name="triages_of_a_session")]

    def __str__(self) -> str:
        return f"{self.device_id} {self.grade}"

    @property
    def is_for_spares(self) -> bool:
        return self.grade == Grade.SPARES


class OwnCheck(TenantModel):
    """What a city changes in the list of checks: one of its own, or a standard one that it leaves out."""

    category = models.CharField(_("type"), max_length=8, choices=CATEGORIES)
    # A standard check that is left out; empty for one that the city added.
    standard = models.CharField(max_length=20, blank=True)
    added_name = models.CharField(_("contrôle"), max_length=60, blank=True)
    flag = models.CharField(_("blocage en cas de défaut"), max_length=14, choices=FLAGS, blank=True)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["category", "added_name", "pk"]
        verbose_name = _("contrôle de la ville")
        verbose_name_plural = _("contrôles de la ville")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "category", "standard"], condition=~Q(standard=""), name="one_row_per_standard_check"
            ),
            models.UniqueConstraint(
                fields=["city", "category", "added_name"],
                condition=Q(standard=""),
                name="one_check_per_name",
                violation_error_message=_("Ce contrôle existe déjà pour ce type de machine."),
            ),
            models.CheckConstraint(
                condition=Q(standard="") & ~Q(added_name="") | ~Q(standard="") & Q(added_name="", flag=""),
                name="check_is_standard_or_named",
            ),
        ]

    def __str__(self) -> str:
        return self.added_name or self.standard


class BenchRules(TenantModel):
    """What a city asks of the bench; a city without a row asks nothing."""

    # A machine becomes ready only once it was judged A, B or C; those that are ready already stay so.
    triage_needed = models.BooleanField(_("le tri est obligatoire"), default=False)

    class Meta:
        verbose_name = _("règles du tri")
        constraints = [models.UniqueConstraint(fields=["city"], name="one_row_of_bench_rules_per_city")]

    def __str__(self) -> str:
        return str(self.triage_needed)
