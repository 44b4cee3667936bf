"""Where an association stands: the journey line of its application, and its one next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.applications.corrections.queries import open_correction
from rebond.applications.models import Application
from rebond.applications.papers.queries import missing_papers
from rebond.applications.standing import NextStep
from rebond.handovers.models import Handover
from rebond.organisations.models import Association
from rebond.programmes.models import Wave
from rebond.waves.explanation import explanation_of
from rebond.waves.letters.queries import letters_for
from rebond.waves.models import Allocation, DecisionLetter, Proposal
from rebond.waves.notices import change_of


@dataclass(frozen=True)
class Tracking:
    """One application as its association sees it; `reason` tells why it got so many, in the reader's language."""

    application: Application
    allocation: Allocation | None
    reason: str
    letters: Sequence[DecisionLetter]
    handover: Handover | None
    journey: list[dict]
    next_step: NextStep

    @property
    def subjects(self) -> list[Model]:
        """What the mails of its later stages speak of."""
        return [one for one in (self.allocation, self.handover) if one is not None]


def tracking_of(association: Association) -> list[Tracking]:
    """The association's applications that were not withdrawn, the latest wave first."""
    applications = (
        Application.objects.filter(association=association)
        .exclude(state=Application.State.WITHDRAWN)
        .select_related("wave__programme")
        .order_by("-wave__number")
    )
    return [track(application) for application in applications]


def waves_to_apply_to(association: Association, today: date) -> list[Wave]:
    """The open waves in which the association has no application yet, the first to close first."""
    applied = Application.objects.filter(association=association).exclude(state=Application.State.WITHDRAWN)
    return list(
        Wave.objects.filter(state=Wave.State.OPEN, closes_on__gte=today)
        .exclude(pk__in=applied.values("wave"))
        .order_by("closes_on")
    )


def track(application: Application) -> Tracking:
    """One application with its journey and its next step."""
    allocation = Allocation.objects.filter(application=application, proposal__state=Proposal.State.PUBLISHED).first()
    handover = None
    if allocation is not None:
        handover = allocation.handovers.exclude(state=Handover.State.CANCELLED).order_by("-before").first()
    return Tracking(
        application=application,
        allocation=allocation,
        reason="" if allocation is None else change_of(allocation) or explanation_of(allocation).line.sentence,
        letters=letters_for(application),
        handover=handover,
        journey=_journey(application, allocation, handover),
        next_step=_next_step(application, allocation, handover),
    )


def _journey(application: Application, allocation: Allocation | None, handover: Handover | None) -> list[dict]:
    signed = handover is not None and handover.state == Handover.State.SIGNED
    served = allocation is not None and allocation.units > 0
    stops = [
        ("stock", _("Candidature"), True, application.submitted_at),
        ("wave", _("Attribution"), allocation is not None, allocation and allocation.proposal.published_at),
    ]
    if allocation is None or served:
        stops.append(("handover", _("Remise"), signed, handover and handover.signed_on))
        stops.append(("use", _("Usage"), False, None))
    done = [stop for stop in stops if stop[2]]
    return [
        {
            "key": key,
            "title": title,
            "text": "",
            "state": "done" if is_done else ("now" if position == len(done) else "next"),
            "date": day or None,
        }
        for position, (key, title, is_done, day) in enumerate(stops)
    ]


def _next_step(application: Application, allocation: Allocation | None, handover: Handover | None) -> NextStep:
    if allocation is not None:
        return _after_decision(application, allocation, handover)
    if application.state == Application.State.WITHDRAWN:
        return NextStep(_("Votre candidature est retirée"), _("Elle n’est pas examinée. Vous n’avez rien à faire."))
    wave, asked = application.wave, open_correction(application)
    if asked is not None:
        return NextStep(
            _("Le service vous demande de compléter votre candidature"),
            _("La liste est courte, et vous répondez point par point. À envoyer au plus tard"),
            reverse("applications:correction", args=[asked.pk]),
            _("Voir la liste et répondre"),
            asked.due_on,
        )
    if application.state == Application.State.INELIGIBLE:
        return NextStep(
            _("Votre candidature n’est pas recevable"),
            _("Les motifs sont sur la page de votre candidature. Le service reste à votre écoute."),
            reverse("applications:detail", args=[application.pk]),
            _("Lire les motifs"),
        )
    if missing := missing_papers(application):
        return NextStep(
            _("Votre candidature est enregistrée\u00a0: il manque des pièces"),
            ", ".join(str(one.label_shown) for one in missing) + ".",
            reverse("applications:papers", args=[application.pk]),
            _("Envoyer les pièces"),
        )
    if wave.state == Wave.State.OPEN:
        return NextStep(
            _("Votre candidature est enregistrée"),
            _("Vous pouvez encore la modifier jusqu’à la clôture."),
            reverse("applications:detail", args=[application.pk]),
            _("Revoir ma candidature"),
            wave.closes_on,
        )
    return NextStep(
        _("La ville étudie les candidatures"),
        _("Vous n’avez rien à faire\u00a0: vous recevrez la décision par courriel."),
    )


def _after_decision(application: Application, allocation: Allocation, handover: Handover | None) -> NextStep:
    why = reverse("waves:explanation", args=[application.pk])
    if allocation.units == 0:
        return NextStep(
            _("Aucun ordinateur cette fois-ci"), _("La raison est expliquée en clair."), why, _("Comprendre pourquoi")
        )
    if handover is None or handover.state == Handover.State.PREPARING:
        return NextStep(
            ngettext("%(n)s ordinateur vous est attribué", "%(n)s ordinateurs vous sont attribués", allocation.units)
            % {"n": allocation.units},
            _("Le service prépare vos machines et vous écrira pour convenir du retrait."),
            why,
            _("Comprendre ce nombre"),
        )
    page = reverse("handovers:detail", args=[handover.pk])
    if handover.state == Handover.State.SIGNED:
        return NextStep(
            _("Vos ordinateurs vous ont été remis"),
            _("Gardez le procès-verbal de remise\u00a0: il porte les numéros de série."),
            page,
            _("Voir le procès-verbal"),
        )
    return NextStep(
        _("Vos ordinateurs sont prêts"),
        _("Venez avec une personne qui peut signer pour l’association."),
        page,
        _("Voir la remise"),
        application.wave.handover_from,
    )
