"""A whole application on a phone by somebody who reads slowly: what it takes, and what never gets lost.

docs/application.md prints the same figures and says where the speeds come from.
"""

import math
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

AWA = "Awa Diallo"
DOC = Path(__file__).parents[2] / "docs" / "application.md"
WORDS_A_MINUTE, SIGNS_A_MINUTE, SECONDS_A_TAP = 100, 75, 3
ANSWERS = {
    "beneficiaries": "726",
    "budget": "274000",
    "staff": "4",
    "volunteers": "22",
    "qpv_share": "85",
    "project": "Deux ateliers par semaine : lire et écrire sur ordinateur, puis faire ses démarches seul.",
    "weekly_sessions": "3",
    "seats": "8",
    "starts_on": "2027-03-01",
    "room_seats": "12",
    "current_computers": "11",
    "old_computers": "9",
    "replaced_computers": "6",
    "screens": "6",
    "contact_name": "Awa Diallo",
    "contact_phone": "0491000000",
    "substitute_name": "Moussa Ba",
    "substitute_phone": "0491000001",
    "storage": "12",
    "requested": "20",
    "minimum": "10",
    "would_have_cost": "6000",
}
# The words that one reads: the main part with the answers of its lists, and the notes beside it; not what is there for
# screen readers only.
WORDS = """() => {
  document.querySelectorAll("main .hidden").forEach((one) => one.remove());
  const text = document.querySelector("main").innerText;
  const listed = [...document.querySelectorAll("main option")].map((option) => option.textContent);
  const notes = document.querySelector("aside")?.innerText ?? "";
  return [listed.length && !text.includes(listed[1]) ? [text, ...listed].join(" ") : text, notes];
}"""


class Effort:
    """What a person does: words, fields, taps, signs typed, screens; and what of it the optional answers take."""

    def __init__(self) -> None:
        self.words = self.fields = self.taps = self.signs = self.screens = 0
        self.notes: set[str] = set()
        self.optional: Effort | None = None

    @property
    def minutes(self) -> float:
        return self.words / WORDS_A_MINUTE + self.signs / SIGNS_A_MINUTE + self.taps * SECONDS_A_TAP / 60

    def without_optional_answers(self) -> "Effort":
        """All words are read; what may be left out is left out."""
        least = Effort()
        least.words, least.screens = self.words, self.screens
        for name in ("fields", "taps", "signs"):
            setattr(least, name, getattr(self, name) - getattr(self.optional, name))
        return least

    def read(self, page: Page) -> None:
        """Everything in the main part; of the notes beside, what no earlier screen said."""
        self.screens += 1
        text, beside = page.evaluate(WORDS)
        new = [note for note in beside.splitlines() if note not in self.notes]
        self.notes.update(new)
        self.words += len(re.findall(r"\w[\w’'-]*", " ".join([text, *new])))

    def tap(self, button: Locator) -> None:
        self.taps += 1
        button.click()

    def answer(self, field: Locator) -> None:
        """One question: a tap and an answer. Of several answers the first is taken, « yes » where it is a yes or no."""
        if self.optional is not None and field.locator(".optional").count():
            before = self.taps, self.signs
            self.give(field)
            self.optional.fields += 1
            self.optional.taps += self.taps - before[0]
            self.optional.signs += self.signs - before[1]
        else:
            self.give(field)

    def give(self, field: Locator) -> None:
        self.fields += 1
        control = field.locator("input:not([type=hidden]), select, textarea").first
        self.taps += 1
        if control.evaluate("control => control.tagName") == "SELECT":
            self.taps += 1
            control.select_option(index=1)
        elif control.get_attribute("type") in ("radio", "checkbox"):
            control.check()
        else:
            typed = ANSWERS[control.get_attribute("name")]
            self.signs += len(typed)
            control.fill(typed)


@pytest.fixture
def whole_application(visit) -> tuple[Effort, Page]:
    """Every question answered, required or not, from an empty form to the acknowledgement."""
    page, effort = visit("/accueil/", as_=AWA, width=360), Effort()
    effort.optional = Effort()
    card = page.get_by_role("article").filter(has_text="Vague 2")
    effort.tap(card.get_by_role("link", name="Demander des ordinateurs"))
    effort.read(page)
    effort.tap(page.get_by_label("Partir d’un formulaire vide"))
    effort.tap(page.get_by_role("button", name="Commencer"))
    while page.get_by_role("button", name="Enregistrer et continuer").count():
        seen: set[str] = set()
        while field := next((one for one in shown_fields(page) if key_of(one) not in seen), None):
            seen.add(key_of(field))
            effort.answer(field)
        effort.read(page)
        title = page.get_by_role("heading", level=1).inner_text()
        effort.tap(page.get_by_role("button", name="Enregistrer et continuer"))
        expect(page.get_by_role("heading", level=1)).not_to_have_text(title)
    effort.read(page)  # the papers: they may follow
    effort.tap(page.get_by_role("link", name="Continuer"))
    effort.read(page)
    effort.tap(page.get_by_role("button", name="Envoyer la candidature"))
    expect(page.get_by_role("heading", name="Candidature reçue")).to_be_visible()
    return effort, page


def shown_fields(page: Page) -> list[Locator]:
    """The questions that are on the screen now: those that an answer shows come with it."""
    return [one for one in page.locator("form[data-autosave] .field").all() if one.is_visible()]


def key_of(field: Locator) -> str:
    return field.locator("input:not([type=hidden]), select, textarea").first.get_attribute("name")


def printed() -> list[dict[str, float]]:
    """The columns of the table: what is required, and everything."""
    rows = re.findall(r"^\| ([^|]+) \| ([\d.,]+) \| ([\d.,]+) \|$", DOC.read_text(encoding="utf-8"), re.MULTILINE)
    return [{row[0].strip(): float(row[column].replace(",", "")) for row in rows} for column in (1, 2)]


def test_a_slow_reader_applies_within_fifteen_minutes(whole_application):
    everything, _ = whole_application
    least = everything.without_optional_answers()
    for effort in (least, everything):
        print(vars(effort), round(effort.minutes, 1))
    assert least.minutes <= 15
    for effort, told in zip((least, everything), printed(), strict=True):
        assert (told["questions"], told["screens"], told["taps"], told["signs typed"]) == (
            effort.fields,
            effort.screens,
            effort.taps,
            effort.signs,
        )
        assert math.isclose(told["words to read"], effort.words, rel_tol=0.02)
        assert math.isclose(told["minutes"], effort.minutes, abs_tol=0.3)


# --- what is typed is never lost ---------------------------------------------------------------------------------


@pytest.fixture
def second_step(visit) -> Page:
    """Awa on the screen of her project, in the last wave."""
    page = visit("/accueil/", as_=AWA, width=360)
    card = page.get_by_role("article").filter(has_text="Dernier lot")
    card.get_by_role("link").first.click()
    if page.get_by_role("button", name="Commencer").count():
        page.get_by_label("Partir d’un formulaire vide").check()
        page.get_by_role("button", name="Commencer").click()
    page.goto(re.sub(r"\d+/$", "3/", page.url if re.search(r"/\d+/$", page.url) else f"{page.url}3/"))
    expect(page.get_by_role("heading", name="Votre projet")).to_be_visible()
    return page


def said(page: Page) -> Locator:
    return page.locator("[data-autosave-said]")


@pytest.mark.parametrize("leave", ["reload", "button"])
def test_a_session_that_ends_while_one_types_loses_nothing(second_step, leave):
    page, address = second_step, second_step.url
    text = f"Un atelier par semaine, {leave}."
    page.get_by_label("Votre projet").fill("Un atelier")
    expect(said(page)).to_contain_text("Enregistré à")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Votre projet").fill(text)
    expect(said(page)).to_contain_text("Votre session est finie")
    if leave == "reload":
        page.reload()
    else:
        page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_role("button", name=AWA).click()
    page.goto(address)
    page.get_by_role("button", name="Les reprendre").click()
    expect(page.get_by_label("Votre projet")).to_have_value(text)
    expect(said(page)).to_contain_text("Enregistré à")
    page.reload()
    expect(page.get_by_label("Votre projet")).to_have_value(text)
    expect(page.get_by_role("button", name="Les reprendre")).to_be_hidden()


def test_signing_in_in_another_tab_lets_one_go_on_without_losing_anything(second_step):
    page, text = second_step, "Un atelier, écrit sans session."
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Votre projet").fill(text)
    expect(said(page)).to_contain_text("Votre session est finie")
    other = page.context.new_page()
    other.goto("/compte/login/")
    other.get_by_role("button", name=AWA).click()
    page.bring_to_front()
    page.get_by_label("Séances par semaine").fill("2")
    expect(said(page)).to_contain_text("Enregistré à")
    page.reload()
    expect(page.get_by_label("Votre projet")).to_have_value(text)


def test_a_dead_network_keeps_what_is_typed_and_sends_it_when_it_is_back(second_step):
    page, text = second_step, "Un atelier, écrit dans le métro."
    page.context.set_offline(True)
    page.get_by_label("Votre projet").fill(text)
    expect(said(page)).to_contain_text("Pas de réseau")
    page.context.set_offline(False)
    expect(said(page)).to_contain_text("Enregistré à")
    page.reload()
    expect(page.get_by_label("Votre projet")).to_have_value(text)


def test_a_page_that_is_closed_without_network_finds_its_answers_again(second_step):
    page, text, address = second_step, "Un atelier, page fermée.", second_step.url
    page.context.set_offline(True)
    page.get_by_label("Votre projet").fill(text)
    expect(said(page)).to_contain_text("Pas de réseau")
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Les reprendre").click()
    expect(page.get_by_label("Votre projet")).to_have_value(text)
    expect(said(page)).to_contain_text("Enregistré à")
