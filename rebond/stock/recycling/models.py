"""A recycling slip: what leaves, for whom, how heavy; frozen by the database once it is collected."""

from decimal import Decimal

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.stock.ledger.models import AccessoryKind, Place
from rebond.tenancy.models import TenantModel


def weight_field(label, **more) -> models.DecimalField:
    return models.DecimalField(label, max_digits=9, decimal_places=2, **more)


class RecyclingSlip(TenantModel):
    """One collection by a recycler (bordereau). Open, its lines come and go; collected, nothing of it changes any
    more: the database refuses it. A mistake is put right by a counter-slip, which takes the whole collection back.

    Weights are in kilograms: `weighed` is what the scales said of the whole, each line has an estimate.
    """

    class State(models.TextChoices):
        OPEN = "open", _("En préparation")
        COLLECTED = "collected", _("Enlevé")

    class Treatment(models.TextChoices):
        """How the recycler treats it: codes of annex II of directive 2008/98/CE, as the register asks for them."""

        REUSE = "R", _("Préparation à la réutilisation")
        METALS = "R4", _("Recyclage des métaux (R4)")
        SORTING = "R12", _("Tri et démontage avant valorisation (R12)")
        STORAGE = "R13", _("Regroupement avant valorisation (R13)")

    MOVES = {State.OPEN: {State.COLLECTED}}

    number = models.CharField(_("numéro du bordereau"), max_length=20)
    state = models.CharField(_("état"), max_length=9, choices=State.choices, default=State.OPEN)
    recycler = models.CharField(_("recycleur"), max_length=160)
    siret = models.CharField(_("SIRET du recycleur"), max_length=14)
    permit = models.CharField(_("numéro d’opérateur autorisé ou de récépissé"), max_length=60, blank=True)
    recycler_address = models.CharField(_("adresse du recycleur"), max_length=200, blank=True)
    carrier = models.CharField(_("transporteur"), max_length=160, blank=True)
    carrier_siret = models.CharField(_("SIRET du transporteur"), max_length=14, blank=True)
    carrier_permit = models.CharField(_("récépissé du transporteur"), max_length=60, blank=True)
    bsd = models.CharField(_("numéro de bordereau de suivi de déchets"), max_length=60, blank=True)
    sender_siret = models.CharField(_("SIRET de la ville"), max_length=14, blank=True)
    origin = models.CharField(_("adresse de prise en charge"), max_length=200, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    collected_on = models.DateField(_("enlevé le"), null=True)
    collected_at = models.DateTimeField(null=True)
    certificate = models.CharField(_("numéro du certificat de traitement"), max_length=80, blank=True)
    treatment = models.CharField(_("traitement"), max_length=4, choices=Treatment.choices, blank=True)
    weighed = weight_field(_("poids pesé (kg)"), null=True)
    # The recycler's paper, and ours as it was when the load left.
    proof = models.OneToOneField("documents.Deposit", on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="counter_slip")
    why = models.CharField(_("motif de la correction"), max_length=300, blank=True)

    class Meta:
        ordering = ["-opened_at", "-number"]
        verbose_name = _("bordereau de recyclage")
        constraints = [
            models.UniqueConstraint(fields=["city", "number"], name="one_recycling_slip_per_number"),
            models.CheckConstraint(
                condition=Q(
                    state="open", collected_on=None, collected_at=None, paper=None, certificate="", corrects=None
                )
                | Q(state="collected", collected_on__isnull=False, collected_at__isnull=False, paper__isnull=False)
                & ~Q(certificate=""),
                name="collected_slip_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, why="") | Q(corrects__isnull=False, state="collected") & ~Q(why=""),
                name="counter_slip_says_why",
            ),
            models.CheckConstraint(condition=Q(weighed=None) | Q(weighed__gt=0), name="weighed_load_weighs_something"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def sign(self) -> int:
        """A counter-slip counts the other way."""
        return -1 if self.corrects_id else 1

    @property
    def net_weight(self) -> Decimal | None:
        """What was weighed, in kilograms; below zero on a counter-slip, None when nobody weighed."""
        return None if self.weighed is None else self.sign * self.weighed

    @property
    def estimate(self) -> Decimal:
        """What the lines weigh together."""
        return self.lines.aggregate(total=Sum("weight"))["total"] or Decimal(0)

    @property
    def weight(self) -> Decimal:
        """What the scales said, else what the lines add up to."""
        return self.weighed if self.weighed is not None else self.estimate


class RecyclingLine(TenantModel):
    """One machine, or a number of accessories of one place, on a slip. `open` while its slip is."""

    slip = models.ForeignKey(RecyclingSlip, on_delete=models.CASCADE, related_name="lines")
    device = models.ForeignKey("stock.Device", on_delete=models.PROTECT, null=True, related_name="recycling_lines")
    kind = models.ForeignKey(AccessoryKind, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    quantity = models.PositiveIntegerField(_("quantité"), default=1)
    weight = weight_field(_("poids estimé (kg)"))
    waste_code = models.CharField(_("code déchet"), max_length=9)
    waste_name = models.CharField(_("dénomination usuelle"), max_length=60)
    open = models.BooleanField(default=True)

    class Meta:
        ordering = ["slip", "kind", "device__serial"]
        verbose_name = _("ligne de bordereau")
        constraints = [
            models.CheckConstraint(
                condition=Q(device__isnull=False, kind=None, place=None, quantity=1)
                | Q(device=None, kind__isnull=False, place__isnull=False, quantity__gte=1),
                name="recycling_line_is_a_machine_or_accessories",
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="recycling_line_weighs"),
            models.UniqueConstraint(
                fields=["device"],
                condition=Q(open=True),
                name="one_open_slip_per_device",
                violation_error_message=_("Cette machine est déjà sur un bordereau."),
            ),
            models.UniqueConstraint(
                fields=["slip", "kind", "place"], condition=Q(kind__isnull=False), name="one_line_per_kind_and_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slip_id} {self.what}"

    @property
    def what(self) -> str:
        """The machine's serial number, or the kind of accessories."""
        return self.device.serial if self.kind is None else self.kind.name

    @property
    def needs_erasure(self) -> bool:
        """Whether its disk was neither erased nor removed nor destroyed: it cannot leave."""
        return self.device is not None and is_unclean(self.device)


def is_unclean(device) -> bool:
    """Whether something may still be read on a machine: a computer without proof, anything whose erasure failed."""
    has_disk = device.category in ("desktop", "laptop")
    return device.erasure == "failed" or (has_disk and device.erasure == "unknown")
