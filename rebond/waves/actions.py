"""What people do with a wave: propose by the rule, change with a reason, publish for good."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from rebond.accounts.models import User
from rebond.allocation import Result, parse_problem, sentence, solve, verify_record
from rebond.allocation.problem import canonical_bytes
from rebond.interface.templatetags.interface import number
from rebond.journal.actions import record
from rebond.programmes.models import Criterion, Wave
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.waves.groups import names_of_groups
from rebond.waves.letters.decisions import undecided_in
from rebond.waves.models import Allocation, Proposal
from rebond.waves.naming import files_in_words
from rebond.waves.problem import build_problem
from rebond.waves.queries import Promise, promise_of
from rebond.waves.record import canonical_text, published_record
from rebond.waves.rules import Rules, contradictions, published_rules
from rebond.waves.scenarios.models import Scenario
from rebond.waves.scenarios.outcome import RulesRefused
from rebond.waves.sittings.endings import drop_open_sitting
from rebond.waves.sittings.queries import lack_of_vote, rules_of_committee

LONGEST_REASON = 500


class CannotDecide(Exception):
    """Why a deed of this app is refused; as text, the sentence to show, in the reader's language."""


class WaveNotClosed(CannotDecide):
    """Applications may still come, or the wave is published already."""

    def __init__(self, wave: Wave):
        self.wave = wave

    def __str__(self) -> str:
        if self.wave.state == Wave.State.PUBLISHED:
            return _("L’attribution de la vague « %(wave)s » est déjà publiée.") % {"wave": self.wave}
        return _("La vague « %(wave)s » n’est pas close : fermez d’abord les candidatures.") % {"wave": self.wave}


class NobodyToServe(CannotDecide):
    """No application of the wave is eligible."""

    def __str__(self) -> str:
        return _("Aucune candidature de cette vague n’est recevable : il n’y a rien à attribuer.")


class ApplicationWithoutPoints(CannotDecide):
    """The rule shares by points: an eligible application needs one at least."""

    def __init__(self, files: str):
        self.files = files

    def __str__(self) -> str:
        return _("Recevable, mais sans aucun point\u00a0: %(files)s. Vérifiez avant d’attribuer.") % {
            "files": self.files
        }


class NotADraft(CannotDecide):
    """The proposal was published or replaced."""

    def __str__(self) -> str:
        return _("Cette proposition a été publiée ou remplacée entre-temps : rouvrez la page de la vague.")


class OutOfBounds(CannotDecide):
    """Fewer than none, or more than asked, or more than the wave's cap."""

    def __init__(self, ceiling: int):
        self.ceiling = ceiling

    def __str__(self) -> str:
        return _("Choisissez un nombre de 0 à %(ceiling)s : ni plus que la demande, ni plus que le plafond.") % {
            "ceiling": self.ceiling
        }


class DrawNotTold(CannotDecide):
    """The lots between equals wait for the public draw that was named before the call."""

    def __init__(self, wave: Wave):
        self.wave = wave

    def __str__(self) -> str:
        return _(
            "Le tirage public annoncé n’est pas encore enregistré : « %(draw)s ». Écrivez d’abord son résultat, sur la "
            "page de la vague du dispositif."
        ) % {"draw": self.wave.public_draw}


class ReasonNeeded(CannotDecide):
    """A change against the rule says why, within the room of the published record."""

    def __str__(self) -> str:
        return _("Donnez le motif du changement, en %(longest)s caractères au plus : il sera public.") % {
            "longest": LONGEST_REASON
        }


class StockExceeded(CannotDecide):
    """The stock of the wave would be passed."""

    def __init__(self, left: int):
        self.left = left

    def __str__(self) -> str:
        return ngettext(
            "Il ne reste que %(left)s ordinateur dans cette vague : réduisez d’abord une autre attribution.",
            "Il ne reste que %(left)s ordinateurs dans cette vague : réduisez d’abord une autre attribution.",
            self.left,
        ) % {"left": self.left}


class DeciderCannotPublish(CannotDecide):
    """Two people: whoever proposed, or changed a number, leaves the publication to another."""

    def __str__(self) -> str:
        return _("Vous avez proposé cette attribution ou changé un nombre : une autre personne doit la publier.")


class InputsChanged(CannotDecide):
    """An application or the wave was changed since the proposal."""

    def __str__(self) -> str:
        return _("Une candidature ou la vague a changé depuis la proposition : proposez de nouveau l’attribution.")


class NotEnoughMachines(CannotDecide):
    """Fewer allocatable machines exist than all publications together would promise."""

    def __init__(self, promise: Promise, granted: int):
        self.promise, self.granted = promise, granted

    def __str__(self) -> str:
        return _(
            "Le stock compte %(machines)s machines attribuables ; %(promised)s sont déjà promises et cette vague "
            "en promet %(granted)s. Importez les certificats d’effacement manquants, ou réduisez la vague."
        ) % {
            "machines": number(self.promise.machines),
            "promised": number(self.promise.promised),
            "granted": number(self.granted),
        }


class RecordDoesNotVerify(CannotDecide):
    """The independent checker refuses what was about to be published."""

    def __init__(self, fault: str):
        self.fault = fault

    def __str__(self) -> str:
        return _("La vérification indépendante refuse cette attribution : %(fault)s") % {"fault": self.fault}


class WhyAnotherRule(CannotDecide):
    """Rules that differ from the published ones come with a reason, which is published with them."""

    def __str__(self) -> str:
        return _(
            "Ces règles ne sont pas celles de l’appel\u00a0: donnez-en le motif, en %(longest)s caractères au plus."
        ) % {"longest": LONGEST_REASON}


class ReadingsNotSettled(CannotDecide):
    """Readers give points in this programme, and those of some eligible files are not settled."""

    def __init__(self, files: str):
        self.files = files

    def __str__(self) -> str:
        return _("Les notes des lecteurs ne sont pas arrêtées pour %(files)s\u00a0: arrêtez-les avant de proposer.") % {
            "files": self.files
        }


class FilesUndecided(CannotDecide):
    """Nobody said whether some files may take part: silence would refuse them without a reason (CRPA L231-4)."""

    def __init__(self, files: str):
        self.files = files

    def __str__(self) -> str:
        return _(
            "Personne n’a dit si ces candidatures sont recevables\u00a0: %(files)s. Décidez avant de publier, pour que "
            "chaque association reçoive une réponse motivée."
        ) % {"files": self.files}


class CommitteeHasNotVoted(CannotDecide):
    """The programme asks for a vote of the committee, and the proposal as it stands has none in its favour."""

    def __init__(self, lack: str):
        self.lack = lack

    def __str__(self) -> str:
        return _("%(lack)s Le dispositif demande son vote avant la publication.") % {"lack": self.lack}


@deed
def propose_allocation(*, wave: Wave, by: User, at: datetime) -> Proposal:
    """Share the wave's stock by the published rules among its eligible applications; an earlier draft is set aside.

    Problem and result are kept as canonical texts, so that the same inputs give the same bytes.

    Raises WaveNotClosed, DrawNotTold, NobodyToServe, ReadingsNotSettled, ApplicationWithoutPoints.
    """
    return lay_on_the_table(wave, published_rules(wave), scenario=None, departure="", by=by, at=at)


@deed
def propose_scenario(*, scenario: Scenario, departure: str, by: User, at: datetime) -> Proposal:
    """Share the wave's stock by the rules of a scenario. Where these are not the published ones, `departure` says why:
    the reason is published with the record, since everybody applied under other rules.

    Raises WhyAnotherRule, RulesRefused, and what `propose_allocation` raises.
    """
    wave, rules = scenario.wave, scenario.rules
    if rules == published_rules(wave):
        departure = ""
    else:
        require(0 < len(departure.strip()) <= LONGEST_REASON, WhyAnotherRule)
    faults = list(contradictions(rules, wave.stock))
    if faults:
        raise RulesRefused(faults)
    return lay_on_the_table(wave, rules, scenario=scenario, departure=departure.strip(), by=by, at=at)


def lay_on_the_table(
    wave: Wave, rules: Rules, *, scenario: Scenario | None, departure: str, by: User, at: datetime
) -> Proposal:
    """The draft of a wave by some rules; what the phantoms take is kept, never granted."""
    lock_objects(wave)
    wave = Wave.objects.select_related("programme").get(pk=wave.pk)
    require(wave.state == Wave.State.CLOSED, WaveNotClosed(wave))
    require(not wave.awaits_draw, DrawNotTold(wave))
    applications = {application.reference: application for application in wave.applications.eligible()}
    require(applications, NobodyToServe)
    unsettled = unsettled_files(wave)
    require(not unsettled, ReadingsNotSettled(files_in_words(unsettled, wave, by)))
    pointless = [reference for reference, application in applications.items() if not application.points]
    require(not pointless, ApplicationWithoutPoints(files_in_words(pointless, wave, by)))
    problem = parse_problem(build_problem(wave, rules))
    result = solve(problem)
    reserved = sum(phantom.units for phantom in result.reserved)
    with override("fr"):
        names = names_of_groups(wave.city)
    for draft in Proposal.objects.filter(wave=wave, state=Proposal.State.DRAFT):
        move(draft, Proposal.State.DISCARDED)
        drop_open_sitting(draft, by=by, at=at)
    proposal = Proposal.objects.create(
        wave=wave,
        stock=problem.stock - reserved,
        granted=units_of(result),
        reserved=rules.tranche + reserved,
        scenario=scenario,
        rules=rules.as_dict() if departure else None,
        departure=departure,
        problem=canonical_bytes(problem).decode(),
        result=result.as_bytes().decode(),
        problem_sha256=result.problem_sha256,
        proposed_by=by,
        proposed_at=at,
    )
    Allocation.objects.bulk_create(
        Allocation(
            proposal=proposal,
            application=applications[line.id],
            proposed=line.units,
            units=line.units,
            ceiling=min(applications[line.id].requested, rules.cap),
            sentence=sentence(line, problem, "fr", names),
        )
        for line in result.allocations
    )
    record(
        "allocation_proposed",
        of=proposal,
        by=by,
        at=at,
        wave=wave.slug,
        stock=proposal.stock,
        granted=proposal.granted,
        problem_sha256=proposal.problem_sha256,
        **({"scenario": str(scenario.pk), "other_rules": bool(departure)} if scenario else {}),
    )
    return proposal


def unsettled_files(wave: Wave) -> list[str]:
    """The eligible files to which readers still owe points, where a criterion is theirs."""
    if not Criterion.objects.filter(programme=wave.programme_id, given_by=Criterion.GivenBy.READERS).exists():
        return []
    waiting = wave.applications.eligible().filter(settlement=None)
    return list(waiting.order_by("reference").values_list("reference", flat=True))


def units_of(result: Result) -> int:
    return sum(line.units for line in result.allocations)


@deed
def change_allocation(*, allocation: Allocation, units: int, reason: str, by: User, at: datetime) -> Allocation:
    """Decide otherwise than the rule, for a written reason; back at the proposed number the reason goes too.

    What is added must be left in the stock: it is taken by a conditional update of the proposal's sum, so that two
    changes at the same instant cannot pass the stock together. The change holds for the version that `allocation`
    carries, the one that the person saw.

    Raises OutOfBounds, ReasonNeeded, StockExceeded, NotADraft, EditedMeanwhile.
    """
    changed = Allocation.objects.select_related("proposal").get(pk=allocation.pk)
    before, restored = changed.units, units == changed.proposed
    require(0 <= units <= changed.ceiling, OutOfBounds(changed.ceiling))
    require(restored or 0 < len(reason.strip()) <= LONGEST_REASON, ReasonNeeded)
    take_from_stock(changed.proposal, units - before)
    changed.save_version(
        allocation.version,
        units=units,
        change_reason="" if restored else reason.strip(),
        changed_by=None if restored else by,
    )
    record("allocation_changed", of=changed, by=by, at=at, proposed=changed.proposed, before=before, units=units)
    return changed


def take_from_stock(proposal: Proposal, more: int) -> None:
    """Add to the sum of a draft what its stock still has room for. Raises NotADraft, StockExceeded."""
    drafts = Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.DRAFT)
    if drafts.filter(granted__lte=F("stock") - more).update(granted=F("granted") + more) == 1:
        return
    current = drafts.first()
    require(current is not None, NotADraft)
    raise StockExceeded(current.left)


@deed
def publish_allocation(*, proposal: Proposal, by: User, at: datetime) -> Proposal:
    """Make a proposal final: freeze its record, close the wave. No way back.

    Nobody is written to yet: the decision letters (`letters.actions`) are written next, read, then sent.

    It takes a person who neither proposed nor changed a number, inputs that are still those of the proposal, a record
    that the independent checker accepts, and a stock that holds every machine promised by all publications of the
    donor's programmes. The wave's version moves on, so that a form opened before no longer changes its settings.

    Every file of the wave was decided on, so that each association has its answer. Where the programme asks for it, the
    committee has voted the numbers as they stand.

    Raises NotADraft, DeciderCannotPublish, WaveNotClosed, FilesUndecided, InputsChanged, CommitteeHasNotVoted,
    RecordDoesNotVerify, NotEnoughMachines.
    """
    lock_objects(proposal.wave.programme.donor, proposal.wave, proposal)
    proposal = Proposal.objects.select_related("wave__programme__donor").get(pk=proposal.pk)
    wave, donor = proposal.wave, proposal.wave.programme.donor
    require(proposal.is_draft, NotADraft)
    require(not proposal.is_decided_by(by), DeciderCannotPublish)
    require(wave.state == Wave.State.CLOSED, WaveNotClosed(wave))
    undecided = list(undecided_in(wave).values_list("reference", flat=True))
    require(not undecided, FilesUndecided(files_in_words(undecided, wave, by)))
    require(parse_problem(build_problem(wave, proposal.shared_by)).sha256 == proposal.problem_sha256, InputsChanged)
    if rules_of_committee(wave.programme).vote_required:
        lack = lack_of_vote(proposal, by)
        require(not lack, CommitteeHasNotVoted(lack))
    promise = promise_of(donor)
    require(promise.covers(proposal.granted), NotEnoughMachines(promise, proposal.granted))
    frozen = published_record(proposal, at=at)
    verdict = verify_record(frozen)
    require(verdict, RecordDoesNotVerify(verdict.sentence()))
    drop_open_sitting(proposal, by=by, at=at)
    move(proposal, Proposal.State.PUBLISHED, published_by=by, published_at=at, record=canonical_text(frozen))
    move(wave, Wave.State.PUBLISHED, version=wave.version + 1)
    record(
        "allocation_published",
        of=proposal,
        by=by,
        at=at,
        wave=wave.slug,
        granted=proposal.granted,
        problem_sha256=proposal.problem_sha256,
        record_sha256=proposal.record_sha256,
    )
    return proposal
