"""Marseille and Genoa, each with one of everything that has a page: what an attacker could reach for."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rebond.accounts.joining.actions import invite_manager
from rebond.accounts.models import Membership, Role, User
from rebond.applications import actions as applications
from rebond.applications.models import Application, SubmittedFile
from rebond.applications.reviews.actions import add_rule, assign, decide_batch, declare_interest, write_comment
from rebond.directory.outreach.actions import plan_outreach, take_off
from rebond.directory.outreach.codes import code_for, refusal_token
from rebond.directory.uploads.actions import read_register
from rebond.directory.uploads.models import RegisterFile
from rebond.documents.actions import store_document
from rebond.documents.deposits.models import Deposit
from rebond.handovers.actions import announce_handover
from rebond.handovers.custodies.models import Custody
from rebond.handovers.donor_papers.actions import prepare_paper
from rebond.handovers.donor_papers.models import DonorPaper
from rebond.handovers.swaps.models import Swap
from rebond.jobs import enqueue
from rebond.jobs.models import Job
from rebond.organisations.merges.actions import merge_associations
from rebond.organisations.models import Association, Donor, Merge
from rebond.programmes.models import Programme, Wave
from rebond.stock import tasks
from rebond.stock.actions import apply_file, confirm_file, read_file, upload_file
from rebond.stock.bench.actions import pause_session
from rebond.stock.erasures.actions.destruction import order_destruction
from rebond.stock.erasures.actions.linking import link_certificate
from rebond.stock.identifiers.actions import add_identifier
from rebond.stock.models import Device, Identifier, KnownDisk, Lot, StockFile
from rebond.stock.recycling.models import RecyclingSlip
from rebond.stock.saved.actions import save_view
from rebond.stock.spares.models import SparePool
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from rebond.waves.letters.actions import fingerprint, release_letters, send_released, write_missing
from rebond.waves.models import Allocation, DecisionLetter
from tests.factories import bench as benches
from tests.factories import donations, labels, ledger, returns, waves
from tests.factories.accounts import CAST, colleague, donor_contact, join_request, manager_of, person, reader
from tests.factories.applications import application, clean_paper, draft
from tests.factories.corrections import answered, asked, completed
from tests.factories.handovers import THURSDAY, handover_of, signed
from tests.factories.mail import dead_mail
from tests.factories.messages import letter_from, said_in
from tests.factories.organisations import association
from tests.factories.outreach import MONDAY, approach_to, outreach, with_seat
from tests.factories.programmes import MARSEILLE, draft_programme, proposed_amendment, ticked, wave
from tests.factories.questionnaires import written_form
from tests.factories.recycling import collect, erased_device, opened_slip
from tests.factories.registers import uploaded_register
from tests.factories.returns import accepted_transfer, approved_transfer, asked_transfer, eligible
from tests.factories.reviews import read_by
from tests.factories.stock import certificate, device, inventory_file, lot, machine, ready_device

FRIDAY = datetime(2026, 11, 27, 14, tzinfo=UTC)
EXAMPLE = MARSEILLE.parent / "associations-demo.csv"
Arguments = dict[str, object]
WITHOUT_OBJECT = {"-": {"own": {}}, "password-key": {"own": {"uidb36": "1", "key": "set-password"}}}


@dataclass
class TwoCities:
    """The people who browse Marseille, and the arguments of its addresses by kind of object and by target.

    Targets: "own" belongs to Awa's association or to Rémi's company, "neighbour" to another one of Marseille,
    "foreign" is Genoa's twin of "own", "absent" never was.
    """

    people: dict[str, User | None] = field(default_factory=dict)
    targets: dict[str, dict[str, Arguments]] = field(default_factory=lambda: dict(WITHOUT_OBJECT))

    def add(self, target: str, objects: dict[str, Arguments]) -> None:
        for kind, arguments in objects.items():
            self.targets.setdefault(kind, {})[target] = arguments
            self.targets[kind]["absent"] = {name: never_given(value) for name, value in arguments.items()}


def never_given(value: object) -> object:
    """A value of the same kind that names nothing."""
    if isinstance(value, int):
        return 99
    return uuid.uuid4() if isinstance(value, uuid.UUID) else "R-AAAA-AAAA" if str(value).startswith("R-") else "jamais"


def two_cities() -> TwoCities:
    """Both cities, made with the deeds that people use."""
    cities = TwoCities()
    marseille = City.objects.create(slug="marseille", name="Marseille")
    with city_scope(marseille):
        ours, theirs = named("Mots en Partage"), named("Atelier Pixel")
        orange, sfr = lot(), lot("SFR-1", of="SFR")
        cities.people = {"anonymous": None} | {role: person(name) for name, (_, role) in CAST.items()}
        cities.people |= {Role.MANAGER: manager_of(ours), Role.DONOR: donor_contact(orange.donor)}
        cities.add("own", things_of_the_city("vague") | things_of(ours) | things_given_in(orange))
        cities.add("neighbour", things_of(theirs) | things_given_in(sfr))
    genoa = City.objects.create(slug="genes", name="Gênes", hostname="genova.example")
    with city_scope(genoa):
        cities.people["stranger"] = stranger()
        things = things_of_the_city("ondata") | things_of(named("Mots en Partage")) | things_given_in(lot())
        cities.add("foreign", things)
    return cities


def stranger() -> User:
    """An officer of Genoa, who is nobody in Marseille."""
    giulia = User.objects.create_user("giulia@genova.example", name="Giulia Parodi")
    Membership.objects.create(user=giulia, role=Role.OFFICER)
    return giulia


# --- one of everything -------------------------------------------------------------------------------------------


def things_of_the_city(slug: str) -> dict[str, Arguments]:
    """Waves in each state, a draft allocation, files, simulations, an e-mail, a task."""
    planned = wave(1, slug=f"{slug}-1", state=Wave.State.DRAFT, stock=100)
    opened = wave(2, slug=f"{slug}-2")
    proposed = to_share(wave(3, slug=f"{slug}-3", state=Wave.State.CLOSED, stock=25, floor=1))
    shared = [wave(number, slug=f"{slug}-{number}", state=Wave.State.CLOSED, stock=5, floor=1) for number in (4, 5, 6)]
    for one in shared:
        waves.published(to_share(one))
    waiting = wave(7, slug=f"{slug}-7", state=Wave.State.CLOSED, stock=0, floor=1, public_draw="Loto du 12 décembre")
    for number in (8, 9, 10, 11):
        wave(number, slug=f"{slug}-{number}", stock=5, floor=1)
    sat_about = [
        to_share(wave(number, slug=f"{slug}-{number}", state=Wave.State.CLOSED, stock=5, floor=1))
        for number in (12, 13)
    ]
    waves.ready_machines(5)
    given = wave(14, slug=f"{slug}-14", state=Wave.State.CLOSED, stock=24, floor=1)
    for name in ("Mots en Partage", "Atelier Pixel"):
        application(given, named(name), requested=12, minimum=1)
    waves.published(given)
    file = read_stock_file()
    shelf, apart = ledger.place(f"Local {slug}"), ledger.place(f"Réserve {slug}")
    cables = ledger.received(12, "cable", into=ledger.place(f"Étagère {slug}"))
    draft = draft_programme(slug)
    ticked(planned)
    written_form(planned)
    karim = person("karim")
    rule = add_rule(group="theme", value="illettrisme", reader=reader("ilan"), by=karim, at=THURSDAY)
    readable = application(proposed, association("Les Lecteurs du Port"), state=Application.State.TO_CHECK)
    for name, opinion in (("yann", "for"), ("zoe", "against")):
        read_by(reader(name), readable, opinion=opinion)
    decided = decide_batch(
        applications=[readable],
        seen={readable.pk: readable.version},
        decision="ineligible",
        reason="Hors du territoire.",
        by=karim,
        at=FRIDAY,
    )
    on_the_table = waves.draft_of(proposed)
    found = labels.tag(device(f"FOUND-{slug}"))
    return {
        "tag": {"token": found.token},
        "further-name": {"pk": further_name(found.device).pk},
        "saved-view": {"pk": save_view(name=slug, query="category=desktop", shared=True, by=karim, at=THURSDAY).pk},
        "notice": {"pk": labels.notice(found).pk},
        "labels": {"pk": labels.printed(found.device).pk},
        "draft-programme": {"slug": draft.slug},
        "criterion": {"slug": draft.slug, "code": draft.criteria.get(position=2).code},
        "letter": {"slug": draft.slug, "kind": "granted"},
        "amendment": {"pk": proposed_amendment(proposed).pk},
        "spare-wave": {"slug": draft.waves.get().slug},
        "planned-wave": {"slug": planned.slug},
        "form-question": {"slug": planned.slug, "name": "vehicle"},
        "form-part": {"slug": planned.slug, "key": "people"},
        "empty-part": {"slug": planned.slug, "key": "spare"},
        "form-screen": {"slug": planned.slug, "place": 1},
        "open-wave": {"slug": opened.slug},
        "closed-wave": {"slug": proposed.slug},
        "undrawn-wave": {"slug": waiting.slug},
        "published-wave": {"slug": shared[0].slug},
        "letters-wave": {"slug": lettered(shared[2]).slug},
        "posting-wave": {"slug": left_letters(lettered(shared[1])).slug},
        "place": {"pk": shelf.pk},
        "kit": {"pk": ledger.kit(slug).pk},
        "recycling-slip": {"pk": (recycled := to_recycle(slug)).pk},
        "recycling-line": {"pk": recycled.lines.get().pk},
        "collected-slip": {"pk": taken_away(slug).pk},
        "movement": {"pk": cables.pk},
        "stocktake": {"pk": ledger.counting(apart).pk},
        "counted-stocktake": {"pk": ledger.counted(ledger.counting(cables.to_place)).pk},
        **things_of_the_bench(slug),
        "sitting": {"pk": waves.opened_sitting(on_the_table).pk},
        "sat-wave": {"slug": sat_about[1].slug},
        "voted-sitting": {"pk": waves.voted_sitting(waves.draft_of(sat_about[0])).pk},
        "closed-sitting": {"pk": waves.closed_sitting(waves.draft_of(sat_about[1])).pk},
        "draft-proposal": {"pk": on_the_table.pk},
        "file": {"pk": file.pk},
        "file-row": {"pk": file.pk, "number": 3},
        "applied-file": {"pk": applied_stock_file(slug).pk},
        "application-file": {"pk": read_application_file(planned.programme).pk},
        "simulation": {"pk": waves.finished_simulation().pk},
        "scenario": {"pk": waves.saved_scenario(proposed, cap=1).pk},
        "waiting-simulation": {"pk": waves.asked_simulation().pk},
        "assignment-rule": {"pk": rule.pk},
        "read-application": {"pk": readable.pk},
        "batch": {"pk": decided.pk},
        "mail": {"pk": dead_mail().pk},
        "city-role": {"pk": Membership.objects.get(user=colleague(slug)).pk},
        "task": {"pk": failed_task(file.pk)},
        "merge": {"pk": merged_pair().pk},
        "register-file": {"pk": read_register_file().pk},
    } | outreaches()


def further_name(of: Device) -> Identifier:
    return add_identifier(device=of, kind="mac", value="00-1a-2b-3c-4d-5e", by=person("tom"), at=THURSDAY)


def things_of_the_bench(slug: str) -> dict[str, Arguments]:
    """A session of Tom's that runs and one of Inès's that rests; a machine judged, one for spares, one's own facts."""
    name = slug.upper()
    running, resting = benches.bench(), benches.bench("ines")
    pause_session(session=resting, by=person("ines"), at=FRIDAY)
    judged, spares = (benches.on_the_table(device(f"BENCH-{name}-{n}"), at=running) for n in (1, 2))
    benches.judged(judged, "B")
    benches.judged(spares, "X")
    benches.photographed(judged)
    device(f"FREE-{name}")
    return {
        "bench": {"pk": running.pk},
        "paused-bench": {"pk": resting.pk},
        "triage": {"pk": judged.pk},
        "photographed": {"pk": judged.pk},
        "spares": {"pk": spares.pk},
        "fact-sheet": {"pk": benches.facts_of(judged.device).pk},
    }


def to_recycle(slug: str) -> RecyclingSlip:
    """A slip of one machine, which the recycler may take."""
    return opened_slip(erased_device(f"BROKEN-{slug}"))


def taken_away(slug: str) -> RecyclingSlip:
    """A slip that was collected, with the recycler's paper."""
    slip = opened_slip(erased_device(f"GONE-{slug}"))
    RecyclingSlip.objects.filter(pk=slip.pk).update(proof=opened_deposit())
    return collect(slip)


def outreaches() -> dict[str, Arguments]:
    """A list in preparation, one that waits, and one that left: a letter, whose code was not used yet."""
    silent, other = with_seat("Lettre Morte"), with_seat("Lettre Vive")
    left = approach_to(silent)
    with_seat("Lettre Neuve")
    drafted = outreach("Au printemps", filters={})
    take_off(outreach=drafted, association=other, by=person("ines"), at=MONDAY)
    waiting = outreach("En été", filters={})
    plan_outreach(outreach=waiting, by=person("ines"), at=MONDAY)
    return {
        "outreach": {"pk": left.outreach_id},
        "letters": {"pk": left.bundle_id},
        "draft-outreach": {"pk": drafted.pk},
        "planned-outreach": {"pk": waiting.pk},
        "listed": {"pk": drafted.pk, "association": silent.pk},
        "unlisted": {"pk": drafted.pk, "association": other.pk},
        "paper-code": {"code": code_for(left)},
        "refusal": {"token": refusal_token(left)},
    }


def lettered(shared: Wave) -> Wave:
    """A published wave whose letters are written and wait to be read."""
    write_missing(proposal=shared.proposals.get(), at=FRIDAY)
    return shared


def left_letters(shared: Wave) -> Wave:
    """The same wave once they left: by e-mail where somebody answers for the association, else to be posted."""
    proposal = shared.proposals.get()
    ready = fingerprint(proposal.letters.ready().values_list("pk", flat=True))
    release_letters(proposal=proposal, seen=ready, by=person("ines"), at=FRIDAY)
    send_released(proposal=proposal, at=FRIDAY)
    return shared


def letter_to(one: Association) -> DecisionLetter:
    """What the association was told of its application to the fourth wave."""
    proposal = Wave.objects.get(number=4).proposals.get()
    manager_of(one, f"letter-{one.pk}")
    if not proposal.letters.exists():
        left_letters(lettered(proposal.wave))
    letter = proposal.letters.get(application__association=one)
    DecisionLetter.objects.filter(pk=letter.pk, state="to-post").update(state="sent")
    return letter


def to_share(closed: Wave) -> Wave:
    """A wave to which both associations applied: 3 machines and 2."""
    application(closed, named("Mots en Partage"), requested=3, minimum=1)
    application(closed, named("Atelier Pixel"), requested=2, minimum=1, points=30)
    return closed


def named(name: str) -> Association:
    return Association.objects.filter(name=name).first() or association(name)


def read_stock_file() -> StockFile:
    """A file of two machines, of which one is to be corrected, read and not yet confirmed."""
    file = upload_file(
        name="parc.xlsx",
        content="N° de série;Modèle;Service\r\nCZC1;OptiPlex;Paie\r\n;OptiPlex;Paie\r\n".encode(),
        content_type="",
        kind="inventory",
        lot_reference="ORANGE-2",
        donor_name="Orange",
        by=person("ines"),
        at=THURSDAY,
    )
    read_file(file=file, at=THURSDAY)
    return file


def applied_stock_file(slug: str) -> StockFile:
    """A file of one machine that is in the stock."""
    file = upload_file(
        name="parc-2.xlsx",
        content=inventory_file(machine(f"{slug}-1".upper())),
        content_type="",
        kind="inventory",
        lot_reference="ORANGE-3",
        donor_name="Orange",
        by=person("ines"),
        at=THURSDAY,
    )
    read_file(file=file, at=THURSDAY)
    confirm_file(file=file, by=person("ines"), at=THURSDAY)
    apply_file(file=file, by=person("ines"), at=THURSDAY)
    return file


def read_application_file(to: Programme) -> SubmittedFile:
    """A file of two applications, read and not yet confirmed."""
    first_lines = EXAMPLE.read_bytes().splitlines(keepends=True)[:3]
    sent = {"name": "candidatures.csv", "content": b"".join(first_lines), "content_type": "text/csv"}
    file = applications.upload_file(**sent, programme=to, by=person("ines"), at=THURSDAY)
    applications.read_file(file=file)
    return file


def read_register_file() -> RegisterFile:
    """A register of two associations and one nameless row, read and not yet confirmed."""
    file = uploaded_register(
        "id;id_ex;titre;objet;adrs_codepostal;position",
        "W133990071;;CLUB DU FORT;;13002;A",
        "W133990072;;CLUB DU PORT;;13002;A",
        "W133990073;;;;13002;A",
    )
    read_register(file=file, at=THURSDAY)
    return file


def merged_pair() -> Merge:
    """Two rows of one association that an officer found."""
    kept, gone = association("Table Ouverte", former_number="1"), association("TABLE OUVERTE")
    return merge_associations(kept=kept, gone=gone, values={}, by=person("ines"), at=THURSDAY)


def failed_task(file: uuid.UUID) -> uuid.UUID:
    """A task of the city that nobody will try again by itself."""
    pk = uuid.UUID(str(enqueue(tasks.read_file, file=file)))
    Job.objects.filter(pk=pk).update(status="FAILED", worker_ids=["one"] * 5, finished_at=THURSDAY)
    return pk


def things_of(one: Association) -> dict[str, Arguments]:
    """An application in the open wave; what the other waves gave, in each state of its hand-over."""
    applied = application(Wave.objects.get(number=2), one, source_id=one.name[:8])
    decided = {
        allocation.proposal.wave.number: allocation
        for allocation in Allocation.objects.filter(application__association=one).select_related("proposal__wave")
    }
    karim = person("karim")
    remark = write_comment(application=applied, text="À appeler.", is_shared=True, by=karim, at=THURSDAY)
    [entrusted] = assign(applications=[applied], reader=reader("yann"), by=karim, at=THURSDAY)
    tie = declare_interest(application=applied, nature="family", by=reader("zoe"), at=THURSDAY)
    plain, shared = said_in(applied, by=person("karim"))
    letter_from(applied, by=person("karim"))
    lists = [asked(application(Wave.objects.get(number=number), one)) for number in (9, 10, 11)]
    preparing, ready = handover_of(decided[4], scanned=1), handover_of(decided[5], scanned=1)
    announce_handover(handover=ready, by=person("tom"), at=THURSDAY)
    follows = things_after_the_handover(one, decided[14])
    differing = {"registers": {"rna": {"address": "1 RUE DU REGISTRE", "key": "W133990021"}}}
    Association.objects.filter(pk=one.pk).update(**differing)
    invitation = invite_manager(
        association=one, email="karim@marseille.example", code=f"code-{one.pk}", by=person("ines"), at=THURSDAY
    )
    return {
        "association": {"pk": one.pk},
        "membership": {"pk": Membership.objects.get(user=manager_of(one, f"second-{one.pk}")).pk},
        "invitation": {"pk": invitation.pk},
        "invitation-code": {"code": f"code-{one.pk}"},
        "join-request": {"pk": join_request(one).pk},
        "application": {"pk": applied.pk},
        "draft": {"pk": (written := draft(Wave.objects.get(number=8), one)).pk},
        "paper": {"pk": clean_paper(applied).pk},
        "draft-paper": {"pk": clean_paper(written).pk},
        "associations-wave": {"slug": written.wave.slug, "pk": one.pk},
        "draft-step": {"pk": written.pk, "place": 7},
        "pair": {"pk": one.pk, "other": association(f"{one.name} bis").pk},
        "recusal": {"pk": tie.pk},
        "message": {"pk": plain.pk},
        "shared-message": {"pk": shared.pk},
        "attachment": {"pk": shared.attachments.get().pk},
        "correction": {"pk": lists[0].pk},
        "correction-item": {"pk": lists[0].items.get(place=1).pk},
        "answered-list": {"pk": answered(lists[1]).pk},
        "completed-list": {"pk": completed(lists[2]).pk},
        "comment": {"pk": remark.pk},
        "assignment": {"pk": entrusted.assignments.get().pk},
        "explanation": {"pk": decided[4].application_id},
        "decision-letter": {"pk": letter_to(one).pk},
        "draft-explanation": {"pk": decided[3].application_id},
        "draft-allocation": {"pk": decided[3].pk},
        "allocation": {"pk": decided[6].pk},
        "handover": {"pk": preparing.pk},
        "handover-item": {"pk": preparing.pk, "item": preparing.items.get().pk},
        "ready-handover": {"pk": ready.pk},
        "reference": {"reference": preparing.reference},
    } | follows


def things_after_the_handover(one: Association, given: Allocation) -> dict[str, Arguments]:
    """Machines in use, and what is asked, decided and done about some of them."""
    signed(handover_of(given, scanned=12), on=THURSDAY.date())
    held = list(Custody.objects.filter(association=one).order_by("device__serial"))
    other = eligible(f"Relais de {one.name}", number=20 + len(one.name))
    made = returns.swap_it(returns.asked_swap(held[2], decided=True), returns.kept_back(4))
    Swap.objects.filter(pk=made.pk).update(photo=opened_deposit())
    passed = approved_transfer(held[6], held[7], to=other)
    came = Custody.objects.filter(association=other).order_by("device__serial")
    giver = given.proposal.wave.programme.donor
    return {
        "holder": {"pk": one.pk},
        "custody": {"pk": held[11].pk},
        "swap": {"pk": returns.asked_swap(held[0]).pk},
        "approved-swap": {"pk": returns.asked_swap(held[1], decided=True).pk},
        "made-swap": {"pk": made.pk},
        "return": {"pk": returns.returned(held[3]).pk},
        "transfer": {"pk": asked_transfer(held[4], to=other).pk},
        "accepted-transfer": {"pk": accepted_transfer(held[5], to=other).pk},
        "approved-transfer": {"pk": passed.pk},
        "offered-transfer": {"pk": asked_transfer(came[0], to=one).pk},
        "gift": {"pk": giver.pk, "association": one.pk, "year": THURSDAY.year},
        "donor-paper": {"pk": act_of(giver, one).pk},
    }


def act_of(giver: Donor, one: Association) -> DonorPaper:
    said = {"donor": giver, "association": one, "year": THURSDAY.year}
    return prepare_paper(kind=DonorPaper.Kind.ACT, **said, by=person("ines"), at=FRIDAY)


def things_given_in(gift: Lot) -> dict[str, Arguments]:
    """A lot, a machine of it, one that is held back, one whose erasure failed, and their certificates."""
    held = device(f"HELD-{gift.reference}", lot=gift, held_because="Écran fêlé")
    broken = device(f"FAILED-{gift.reference}", lot=gift, erasure="failed")
    proven = certificate(held.serial, proof=opened_deposit(), disk=f"P-{gift.reference}")
    failed = certificate(broken.serial, "failed", disk=f"F-{gift.reference}")
    slip = order_destruction(
        certificate=certificate(broken.serial, "failed", disk=f"S-{gift.reference}"), by=person("ines"), at=THURSDAY
    )
    linked = certificate(f"FALED-{gift.reference}", disk=f"L-{gift.reference}")
    link_certificate(certificate=linked, device=broken, by=person("ines"), at=THURSDAY)
    disk = KnownDisk.objects.create(device=broken, serial="35H2SCTWS", noted_by=person("ines"), noted_at=THURSDAY)
    return {
        "lot": {"pk": gift.pk},
        "spared-lot": {"pk": spared(gift).pk},
        "device": {"pk": device(lot=gift).pk},
        "held-device": {"pk": held.pk},
        "orphan-certificate": {"pk": certificate(f"LOST-{gift.reference}", disk=f"O-{gift.reference}").pk},
        "linked-certificate": {"pk": linked.pk},
        "proven-certificate": {"pk": proven.pk},
        "failed-certificate": {"pk": failed.pk},
        "destruction": {"pk": slip.pk},
        "disk": {"pk": disk.pk},
        "donor": {"pk": gift.donor.pk},
    } | things_announced_by(gift.donor.name)


def things_announced_by(company: str) -> dict[str, Arguments]:
    """A donation in preparation with a file, one that waits, one that is awaited, one that is closed, an offer."""
    drafted = donations.draft(of=company)
    answered = donations.accepted(donations.line(serial="ANNOUNCED-1"), of=company)
    came = donations.received(answered)
    return {
        "answered-donation": {"pk": answered.pk},
        "announced-lot": {"pk": came.pk},
        "intake-note": {"pk": donations.signed(came).pk},
        "draft-donation": {"pk": drafted.pk},
        "announced-file": {"pk": donations.with_file(drafted).pk},
        "announced-donation": {"pk": donations.announced(of=company).pk},
        "donation": {"pk": donations.accepted(of=company).pk},
        "closed-donation": {"pk": donations.closed(of=company).pk},
        "donation-token": {"token": donations.offered(contact_email=f"{company}@donateur.example").token},
    }


def spared(gift: Lot) -> Lot:
    """The lot keeps back half of its machines: one of two."""
    for number in (1, 2):
        ready_device(f"ZZ-{gift.reference}-{number}", lot=gift)
    SparePool.objects.create(lot=gift, percent=50)
    return gift


def opened_deposit() -> Deposit:
    """A paper that was looked at and found clean."""
    document = store_document(name="certificat.pdf", content=b"%PDF-1.7", content_type="application/pdf", at=THURSDAY)
    facts = {"name": "certificat.pdf", "sha256": document.sha256, "size": 8, "sent_at": THURSDAY, "asked_at": THURSDAY}
    return Deposit.objects.create(**facts, state="clean", document=document, settled_at=THURSDAY)
