"""What waits for somebody today: each line says what, how many, and leads to the page where it is done."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.accounts.joining.queries import requests_for
from rebond.accounts.models import Role, User
from rebond.applications.messages.queries import to_answer
from rebond.applications.models import Application
from rebond.applications.papers.queries import to_look_at
from rebond.applications.reviews.deadlines import due_on
from rebond.applications.reviews.queries import queue
from rebond.handovers.queries import handover_lines
from rebond.handovers.swaps.models import Swap
from rebond.handovers.transfers.models import Transfer
from rebond.interface.templatetags.interface import moment, number
from rebond.mail.models import Mail
from rebond.programmes.models import Wave
from rebond.stock.bench.models import BenchSession
from rebond.stock.donations.models import Donation
from rebond.stock.models import Device, StockFile
from rebond.waves.letters.queries import letters_waiting
from rebond.waves.models import DecisionLetter, Proposal


@dataclass(frozen=True)
class Waiting:
    """One thing to do. `due` is a day where there is one; the earliest comes first."""

    title: str
    text: str
    url: str
    act: str
    due: date | None = None


def waiting_for(user: User, today: date) -> list[Waiting]:
    """Everything that waits for the person, by deadline, then in the order of the chain."""
    found: list[Waiting] = []
    if user.has_role(Role.OFFICER, Role.ADMINISTRATOR):
        found += [
            *people_to_let_in(user),
            *donations_to_answer(),
            *deliveries_to_receive(today),
            *stock_to_finish(),
            *applications_to_check(),
            *deadlines_to_meet(user, today),
            *corrections_to_follow(user, today),
            *messages_to_answer(user, today),
            *papers_to_decide(user),
            *waves_to_decide(user, today),
            *letters_to_send(),
            *swaps_to_answer(),
            *transfers_to_approve(),
            *mails_to_mend(),
        ]
    if user.has_role(Role.COMMITTEE):
        found += [*ties_to_declare(user, today), *files_to_read(user, today), *proposals_to_read()]
    if user.has_role(Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE):
        found += [*handovers_to_make(user), *swaps_to_make(), *bench_to_leave(user)]
    return sorted(found, key=lambda one: (one.due is None, one.due or today))


def bench_to_leave(user: User) -> Iterator[Waiting]:
    """Their own session at the bench that runs or rests."""
    for session in BenchSession.objects.filter(opened_by=user, state__in=BenchSession.LIVE).select_related("place"):
        yield Waiting(
            _("Votre séance de tri"),
            _("Commencée %(since)s.") % {"since": moment(session.opened_at)},
            reverse("stock:bench", args=[session.pk]),
            _("Retrouver ma séance"),
        )


def stock_to_finish() -> Iterator[Waiting]:
    for file in StockFile.objects.filter(state=StockFile.State.READ).select_related("document"):
        yield Waiting(
            _("Un fichier attend votre confirmation"),
            file.document.name,
            reverse("stock:file", args=[file.pk]),
            _("Relire et confirmer"),
        )
    without = Device.objects.entered().filter(erasure=Device.Erasure.UNKNOWN, category=Device.Category.DESKTOP).count()
    if without:
        yield Waiting(
            ngettext(
                "%(n)s machine sans certificat d’effacement", "%(n)s machines sans certificat d’effacement", without
            )
            % {"n": number(without)},
            _("Sans certificat, une machine n’est jamais attribuée."),
            reverse("stock:erasures"),
            _("Importer les certificats"),
        )


def donations_to_answer() -> Iterator[Waiting]:
    announced = Donation.objects.filter(state=Donation.State.ANNOUNCED).count()
    if announced:
        yield Waiting(
            ngettext("%(n)s don annoncé attend une réponse", "%(n)s dons annoncés attendent une réponse", announced)
            % {"n": number(announced)},
            _("Rien n’est livré avant votre réponse."),
            f"{reverse('donations:list')}?state={Donation.State.ANNOUNCED}",
            _("Lire et répondre"),
        )


def deliveries_to_receive(today: date) -> Iterator[Waiting]:
    """Accepted donations whose day has come, and of which nothing is in the stock yet."""
    due = Donation.objects.filter(state=Donation.State.ACCEPTED, planned_on__lte=today, lots=None)
    for donation in due.select_related("donor").order_by("planned_on")[:5]:
        yield Waiting(
            _("Une livraison est attendue"),
            f"{donation.reference}, {donation.giver}",
            reverse("donations:donation", args=[donation.pk]),
            _("Voir le don"),
            donation.planned_on,
        )


def people_to_let_in(user: User) -> Iterator[Waiting]:
    asking = requests_for(user).count()
    if asking:
        yield Waiting(
            ngettext(
                "%(n)s personne demande à agir pour une association",
                "%(n)s personnes demandent à agir pour une association",
                asking,
            )
            % {"n": number(asking)},
            _("Vérifiez qu’elle en fait partie, puis répondez."),
            reverse("accounts:requests"),
            _("Voir les demandes"),
        )


def applications_to_check() -> Iterator[Waiting]:
    for wave in Wave.objects.exclude(state=Wave.State.PUBLISHED):
        doubtful = Application.objects.filter(
            wave=wave, state__in=[Application.State.TO_CHECK, Application.State.SUBMITTED]
        ).count()
        if doubtful:
            yield Waiting(
                ngettext("%(n)s candidature à vérifier", "%(n)s candidatures à vérifier", doubtful)
                % {"n": number(doubtful)},
                wave.name,
                f"{reverse('applications:list')}?wave={wave.slug}&state={Application.State.TO_CHECK}",
                _("Voir ces candidatures"),
            )


def deadlines_to_meet(user: User, today: date) -> Iterator[Waiting]:
    """The files on which silence decides within a fortnight, with the first of those days."""
    near = queue(user, {"due": "soon"}, today)
    first = near.first()
    if first is not None:
        n = near.count()
        yield Waiting(
            ngettext("%(n)s candidature sans réponse", "%(n)s candidatures sans réponse", n) % {"n": number(n)},
            _("Le silence de la ville vaudra refus."),
            f"{reverse('applications:queue')}?due=soon",
            _("Voir les échéances"),
            due_on(first),
        )


def corrections_to_follow(user: User, today: date) -> Iterator[Waiting]:
    """What associations sent back, and what they have not sent in time."""
    back, late = (queue(user, {"asked": choice}, today).count() for choice in ("to-check", "overdue"))
    address = reverse("applications:queue")
    if back:
        yield Waiting(
            ngettext("%(n)s dossier complété", "%(n)s dossiers complétés", back) % {"n": number(back)},
            _("L’association a répondu\u00a0: ce qui a changé est à relire."),
            f"{address}?asked=to-check",
            _("Relire"),
        )
    if late:
        yield Waiting(
            ngettext("%(n)s dossier attend des compléments", "%(n)s dossiers attendent des compléments", late)
            % {"n": number(late)},
            _("Leur date est passée\u00a0: étudiez le dossier tel qu’il est, ou appelez l’association."),
            f"{address}?asked=overdue",
            _("Voir ces dossiers"),
        )


def messages_to_answer(user: User, today: date) -> Iterator[Waiting]:
    n = to_answer(user, {}, today).count()
    if n:
        yield Waiting(
            ngettext("%(n)s message sans réponse", "%(n)s messages sans réponse", n) % {"n": number(n)},
            _("Des associations vous ont écrit."),
            reverse("applications:messages_waiting"),
            _("Lire et répondre"),
        )


def papers_to_decide(user: User) -> Iterator[Waiting]:
    n = to_look_at(user, {}).count()
    if n:
        yield Waiting(
            ngettext("%(n)s pièce à regarder", "%(n)s pièces à regarder", n) % {"n": number(n)},
            _("Des associations les ont envoyées."),
            reverse("applications:papers_to_look_at"),
            _("Accepter ou refuser"),
        )


def ties_to_declare(user: User, today: date) -> Iterator[Waiting]:
    n = queue(user, {"missing": "declaration"}, today).count()
    if n:
        yield Waiting(
            ngettext("%(n)s lien à déclarer", "%(n)s liens à déclarer", n) % {"n": number(n)},
            _("Un dossier s’ouvre après votre déclaration."),
            f"{reverse('applications:queue')}?missing=declaration",
            _("Déclarer"),
        )


def files_to_read(user: User, today: date) -> Iterator[Waiting]:
    n = queue(user, {"missing": "reading"}, today).count()
    if n:
        yield Waiting(
            ngettext("%(n)s dossier à lire", "%(n)s dossiers à lire", n) % {"n": number(n)},
            _("Ils vous sont confiés."),
            f"{reverse('applications:queue')}?missing=reading",
            _("Lire"),
        )


def waves_to_decide(user: User, today: date) -> Iterator[Waiting]:
    for wave in Wave.objects.filter(Q(state=Wave.State.OPEN, closes_on__lt=today) | Q(state=Wave.State.CLOSED)):
        url = reverse("waves:detail", args=[wave.slug])
        proposal = Proposal.objects.filter(wave=wave, state=Proposal.State.DRAFT).first()
        if wave.state == Wave.State.OPEN:
            settings = reverse("programmes:wave", args=[wave.slug])
            yield Waiting(_("La date de clôture est passée"), wave.name, settings, _("Clore la vague"), wave.closes_on)
        elif proposal is None:
            yield Waiting(_("L’attribution reste à proposer"), wave.name, url, _("Proposer l’attribution"))
        elif proposal.is_decided_by(user):
            yield Waiting(
                _("Votre proposition attend une autre personne"),
                _("%(wave)s\u00a0: la publication revient à une ou un autre collègue.") % {"wave": wave.name},
                url,
                _("Revoir la proposition"),
            )
        else:
            yield Waiting(_("Une proposition attend votre publication"), wave.name, url, _("Relire et publier"))


def letters_to_send() -> Iterator[Waiting]:
    """Decision letters to read, to print, or that did not arrive, wave by wave."""
    state = DecisionLetter.State
    counts: dict[str, Counter] = {}
    for slug, now, times in letters_waiting():
        counts.setdefault(slug, Counter())["bounced" if now == state.SENT else now] = times
    for slug, found in counts.items():
        url = reverse("waves:letters", args=[slug])
        if n := found[state.READY]:
            title = ngettext("%(n)s lettre de décision à relire", "%(n)s lettres de décision à relire", n)
            text, act = _("Elles partent quand vous le dites."), _("Relire et envoyer")
            yield Waiting(title % {"n": number(n)}, text, url, act)
        if n := found[state.TO_POST]:
            title = ngettext("%(n)s lettre à poster", "%(n)s lettres à poster", n)
            text, act = _("Elles n’ont pas pu partir par courriel."), _("Imprimer")
            yield Waiting(title % {"n": number(n)}, text, url, act)
        if n := found["bounced"]:
            title = ngettext("%(n)s lettre n’a pas été remise", "%(n)s lettres n’ont pas été remises", n)
            text, act = _("Trouvez une autre adresse, ou postez-la."), _("Voir")
            yield Waiting(title % {"n": number(n)}, text, f"{url}?state=bounced", act)


def proposals_to_read() -> Iterator[Waiting]:
    for proposal in Proposal.objects.filter(state=Proposal.State.DRAFT).select_related("wave"):
        yield Waiting(
            _("Une proposition d’attribution est à lire"),
            proposal.wave.name,
            reverse("waves:detail", args=[proposal.wave.slug]),
            _("Lire la proposition"),
        )
    for wave in Wave.objects.filter(state=Wave.State.CLOSED, scenarios__isnull=False).distinct():
        yield Waiting(
            _("Des scénarios sont à comparer"),
            wave.name,
            reverse("waves:studio", args=[wave.slug]),
            _("Comparer"),
        )


def handovers_to_make(user: User) -> Iterator[Waiting]:
    standings = Counter(line.standing for line in handover_lines(user))
    to_prepare = standings["to-prepare"] + standings["partial"] + standings["preparing"]
    if to_prepare:
        yield Waiting(
            ngettext("%(n)s remise à préparer", "%(n)s remises à préparer", to_prepare) % {"n": number(to_prepare)},
            _("Les machines attribuées attendent d’être scannées."),
            reverse("handovers:list"),
            _("Préparer"),
        )
    to_sign = standings["ready"]
    if to_sign:
        yield Waiting(
            ngettext("%(n)s remise à signer", "%(n)s remises à signer", to_sign) % {"n": number(to_sign)},
            _("Les machines sont prêtes, il manque la signature."),
            reverse("handovers:list"),
            _("Voir les remises"),
        )


def swaps_to_answer() -> Iterator[Waiting]:
    asked = Swap.objects.filter(state=Swap.State.ASKED).count()
    if asked:
        yield Waiting(
            ngettext("%(n)s machine arrivée en panne", "%(n)s machines arrivées en panne", asked)
            % {"n": number(asked)},
            _("Une association demande l’échange."),
            f"{reverse('handovers:swaps')}?state={Swap.State.ASKED}",
            _("Répondre"),
        )


def swaps_to_make() -> Iterator[Waiting]:
    approved = Swap.objects.filter(state=Swap.State.APPROVED).count()
    if approved:
        yield Waiting(
            ngettext("%(n)s machine à échanger", "%(n)s machines à échanger", approved) % {"n": number(approved)},
            _("L’échange est accepté\u00a0: l’association va venir."),
            f"{reverse('handovers:swaps')}?state={Swap.State.APPROVED}",
            _("Voir les échanges"),
        )


def transfers_to_approve() -> Iterator[Waiting]:
    accepted = Transfer.objects.filter(state=Transfer.State.ACCEPTED).count()
    if accepted:
        yield Waiting(
            ngettext("%(n)s passage à approuver", "%(n)s passages à approuver", accepted) % {"n": number(accepted)},
            _("Deux associations sont d’accord pour se passer des machines."),
            f"{reverse('handovers:transfers')}?state={Transfer.State.ACCEPTED}",
            _("Relire et approuver"),
        )


def mails_to_mend() -> Iterator[Waiting]:
    dead = Mail.objects.filter(state=Mail.State.DEAD).count()
    if dead:
        yield Waiting(
            ngettext("%(n)s courriel n’est pas parti", "%(n)s courriels ne sont pas partis", dead)
            % {"n": number(dead)},
            _("Vérifiez l’adresse, puis renvoyez."),
            reverse("mail:list"),
            _("Voir les courriels"),
        )
