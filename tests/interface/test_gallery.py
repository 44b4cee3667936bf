"""Every component is shown on the gallery, and keeps the house rules."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

import rebond
import rebond.interface

INTERFACE = Path(rebond.interface.__file__).parent
SOURCES = {
    path.stem.replace("_", "-"): path.read_text() for path in (INTERFACE / "templates" / "components").glob("*.html")
}
TEMPLATES = sorted(Path(rebond.__file__).parent.glob("*/templates/**/*.html"))
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (INTERFACE / "static" / "interface" / "icons.svg").read_text()))


@pytest.fixture
def gallery(client, marseille) -> str:
    return client.get(reverse("interface:gallery")).content.decode()


def used_by(source: str) -> set[str]:
    return set(re.findall(r"<c-([a-z-]+)", source)) - {"vars", "slot"}


def test_gallery_shows_every_component():
    shown = used_by((INTERFACE / "templates" / "interface" / "gallery.html").read_text())
    inside = set().union(*(used_by(SOURCES[name]) for name in shown))
    assert shown | inside == set(SOURCES)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_component_says_its_parameters_first(name):
    assert re.match(r"({% load [\w ]+ %})?{% comment %}\n", SOURCES[name])


def test_gallery_leaves_no_component_unrendered(gallery):
    assert re.findall(r"</?c-[a-z]|{[{%]", gallery) == []


def test_gallery_speaks_english_too(client, marseille):
    client.cookies["django_language"] = "en"
    assert '<html lang="en">' in client.get(reverse("interface:gallery")).content.decode()


def test_gallery_draws_only_icons_of_the_sprite(gallery):
    assert set(re.findall(r"icons\.svg#([\w-]+)", gallery)) - SPRITE == set()


def test_gallery_ids_are_unique(gallery):
    ids = re.findall(r'\sid="([^"]+)"', gallery)
    assert len(ids) == len(set(ids))


def test_gallery_labels_and_descriptions_lead_somewhere(gallery):
    ids = set(re.findall(r'\sid="([^"]+)"', gallery))
    pointed = re.findall(r'\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"', gallery)
    assert {one for many in pointed for one in many.split()} - ids == set()


def test_every_state_changing_form_carries_a_key(gallery):
    forms = re.findall(r'<form class="(?:form|confirm|scan)"[^>]*method="post".*?</form>', gallery, re.DOTALL)
    assert [form.count('name="idempotency_key"') for form in forms] == [1, 1, 1]


def test_wrong_field_is_tied_to_its_error(gallery):
    assert 'aria-describedby="id_quantity_helptext id_quantity_error"' in gallery
    assert '<a href="#id_quantity">' in gallery


def test_text_given_to_a_component_is_escaped(rf):
    from django.template import engines

    page = engines["django"].from_string('{% cotton notice :title="title" %}{% endcotton %}')
    assert "&lt;b&gt;" in page.render({"title": "<b>"}, rf.get("/"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(Path(rebond.__file__).parent)))
def test_template_holds_no_inline_style_or_script(template):
    assert re.findall(r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*\ssrc=)|\|safe\b", template.read_text()) == []


def test_templates_name_only_components_that_exist():
    named = set().union(*(used_by(template.read_text()) for template in TEMPLATES))
    assert named - set(SOURCES) == set()


def test_templates_name_only_icons_of_the_sprite():
    pages = "".join(template.read_text() for template in TEMPLATES)
    named = re.findall(r'(?:icon=|<c-icon name=|{% icon )"([\w-]+)"', pages)
    assert set(named) - SPRITE == set()
