import io
import json

import pytest
from django.core.management import call_command

from rebond.programmes.models import Programme
from rebond.tenancy.commands import Nonsense
from rebond.tenancy.models import City
from rebond.tenancy.scope import every_city
from tests.factories.programmes import MARSEILLE, marseille_definition

pytestmark = pytest.mark.django_db


def load(path) -> str:
    out = io.StringIO()
    call_command("load_programme", str(path), stdout=out)
    return out.getvalue()


def refusal_of(path) -> str:
    with pytest.raises(Nonsense) as refusal:
        load(path)
    assert refusal.value.returncode == 2
    return str(refusal.value)


def test_an_empty_house_gets_the_city_that_the_definition_names():
    assert load(MARSEILLE).endswith("chargé.\n")
    assert load(MARSEILLE).endswith("inchangé.\n")
    assert City.objects.get().name == "Marseille"


def test_a_city_founded_on_demand_gets_its_name_from_its_programme():
    City.objects.create(slug="ma-ville", name="Ma ville")
    load(MARSEILLE)
    assert City.objects.get().slug == "marseille"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'{"format": NaN}'])
def test_a_wrong_file_is_refused_with_one_sentence(tmp_path, content):
    path = tmp_path / "dispositif.json"
    path.write_bytes(content)
    assert "\n" not in refusal_of(path)
    with every_city():
        assert not Programme.objects.exists()


def test_a_file_that_is_not_there_is_refused_with_one_sentence(tmp_path):
    assert "illisible" in refusal_of(tmp_path / "absent.json")


def test_a_contradiction_is_refused_with_one_sentence(tmp_path):
    path = tmp_path / "dispositif.json"
    definition = marseille_definition()
    definition["waves"][0]["floor"] = 31
    path.write_text(json.dumps(definition), encoding="utf-8")
    assert refusal_of(path) == "Vague 1\u00a0: le plancher (31) dépasse le plafond (30)."
