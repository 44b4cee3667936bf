"""What the pages of donations read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, count

from django.db.models import Count, DecimalField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.accounts.models import User
from rebond.interface.templatetags.interface import number
from rebond.organisations.models import Donor
from rebond.organisations.names import search_text
from rebond.stock.donations.models import AnnouncedLine, Donation
from rebond.stock.models import Device, Lot

MACHINES = (
    AnnouncedLine.Kind.DESKTOP, AnnouncedLine.Kind.LAPTOP, AnnouncedLine.Kind.SCREEN, AnnouncedLine.Kind.OTHER,
)  # fmt: skip
ORDERS = {"oldest": ("at", "pk"), "planned": ("planned_on?", "pk"), "giver": ("company", "pk")}
RECENT = ("-at", "pk")


def full_donations() -> QuerySet[Donation]:
    """Donations with all that a page tells of them: machines and accessories announced, machines received."""
    lines = AnnouncedLine.objects.filter(donation=OuterRef("pk")).order_by().values("donation")
    came = Device.objects.entered().filter(lot__donation=OuterRef("pk")).order_by().values("lot__donation")
    return Donation.objects.select_related("donor", "by", "moved_by").annotate(
        machines=whole(lines.filter(kind__in=MACHINES).values(n=Sum("quantity"))),
        accessories=whole(lines.exclude(kind__in=MACHINES).values(n=Sum("quantity"))),
        received=whole(came.values(n=Count("pk"))),
    )


def whole(counted: QuerySet) -> Coalesce:
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def donations_shown(user: User, chosen: dict) -> QuerySet[Donation]:
    """The donations that this person sees, narrowed as the filters say."""
    seen = Donation.objects.visible_to(user).values("pk")
    found = full_donations().filter(pk__in=seen)
    if state := chosen.get("state"):
        found = found.filter(state=state)
    if donor := chosen.get("donor"):
        found = found.filter(donor=donor)
    if words := chosen.get("q"):
        named = Q(company__icontains=words) | Q(donor__name__icontains=words) | Q(reference__icontains=words)
        found = found.filter(named | Q(lots__reference__icontains=words)).distinct()
    return found


def order_of(chosen: dict) -> tuple[str, ...]:
    """The order that somebody chose, as keys of a page."""
    return ORDERS.get(chosen.get("sort", ""), RECENT)


@dataclass(frozen=True)
class Announcement:
    """How many things of one kind a donation announces, and what they are declared to be worth together."""

    label: str
    quantity: int
    value: Decimal | None


def by_kind(donation: Donation) -> list[Announcement]:
    """What is announced, kind by kind."""
    total = Sum(F("quantity") * F("value"), output_field=DecimalField(max_digits=14, decimal_places=2))
    rows = donation.lines.order_by().values_list("kind").annotate(things=Sum("quantity"), worth=total)
    found = {kind: (quantity, value) for kind, quantity, value in rows}
    return [Announcement(str(label), *found[kind]) for kind, label in AnnouncedLine.Kind.choices if kind in found]


def lots_of(donation: Donation) -> QuerySet[Lot]:
    """The lots that answer the donation, each with its machines counted."""
    here = Q(devices__state__isnull=False) & ~Q(devices__state__in=(Device.State.WITHDRAWN, Device.State.MERGED))
    return donation.lots.annotate(machines=Count("devices", filter=here)).order_by("received_on", "reference")


def next_lot_reference(donation: Donation) -> str:
    """A free reference for the next lot of a donation: its own, then with a number behind it."""
    taken = set(Lot.objects.filter(reference__startswith=donation.reference).values_list("reference", flat=True))
    proposed = chain([donation.reference], (f"{donation.reference}-{place}" for place in count(2)))
    return next(reference for reference in proposed if reference not in taken)


def donor_like(donation: Donation) -> Donor | None:
    """The donor that an offer without account most likely comes from: the same SIREN, else the same name."""
    known = list(Donor.objects.all())
    by_number = [donor for donor in known if donation.siren and donor.siren == donation.siren]
    name = search_text(donation.company)
    return next(iter(by_number), None) or next((one for one in known if search_text(one.name) == name), None)


# --- where it stands ---------------------------------------------------------------------------------------------


def journey_of(donation: Donation) -> list[dict]:
    """The way of a donation in five stops; of one that was refused or taken back, as far as it went."""
    announced = localdate(donation.announced_at) if donation.announced_at else None
    accepted = donation.state in (Donation.State.ACCEPTED, Donation.State.CLOSED)
    closed = donation.state == Donation.State.CLOSED
    came, complete = donation.received > 0, donation.received >= donation.machines
    stops = [
        ("donor", _("Annonce"), announced is not None, announced, donation.reference),
        ("answer", _("Réponse de la ville"), accepted, None, ""),
        ("delivery", _("Livraison prévue"), came or closed, donation.planned_on, ""),
        ("stock", _("Réception"), closed or (came and complete), None, received_of(donation)),
        ("end", _("Clôture"), closed, None, ""),
    ]
    first = next((place for place, stop in enumerate(stops) if not stop[2]), len(stops))
    ended = donation.state in (Donation.State.DECLINED, Donation.State.WITHDRAWN)
    return [
        {
            "key": key,
            "title": title,
            "text": text,
            "date": day,
            "state": "done" if place < first else "now" if place == first and not ended else "next",
        }
        for place, (key, title, _done, day, text) in enumerate(stops)
    ]


def received_of(donation: Donation) -> str:
    """How many of the announced machines are there, once some are."""
    if not donation.received:
        return ""
    sentence = ngettext("%(came)s machine sur %(announced)s", "%(came)s machines sur %(announced)s", donation.received)
    return sentence % {"came": number(donation.received), "announced": number(donation.machines)}


def next_step(donation: Donation) -> tuple[str, date | None]:
    """What happens next, in a sentence, with its day where there is one."""
    match donation.state:
        case Donation.State.DRAFT:
            return _("Dites ce que vous donnez, puis annoncez le don à la ville."), None
        case Donation.State.ANNOUNCED:
            return _("Le service de la ville lit l’annonce et répond au contact."), None
        case Donation.State.ACCEPTED if donation.received:
            return _("La ville compare ce qui est arrivé à ce qui était annoncé."), None
        case Donation.State.ACCEPTED if donation.planned_on:
            return _("Le matériel est livré avec la référence %(reference)s.") % {
                "reference": donation.reference
            }, donation.planned_on
        case Donation.State.ACCEPTED:
            return _("La ville et le donateur conviennent d’un jour de livraison."), None
        case Donation.State.CLOSED:
            return _("Rien\u00a0: ce don est complet ou n’attend plus rien."), None
    return "", None


def followed_by(user: User) -> list[Donation]:
    """The donations of a donor's people that are not over yet."""
    if not user.donors:
        return []
    over = (Donation.State.CLOSED, Donation.State.DECLINED, Donation.State.WITHDRAWN)
    return list(full_donations().filter(donor__in=user.donors).exclude(state__in=over).order_by("-at"))
