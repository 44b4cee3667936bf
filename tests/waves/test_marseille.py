"""The true case: 486 machines to 27 associations in the first wave."""

from pathlib import Path

import pytest

import rebond.demo
from rebond.allocation import verify_record
from rebond.applications.actions import import_applications
from rebond.applications.reading import read_applications
from rebond.countries import country
from rebond.programmes.actions import load_programme
from rebond.programmes.models import Wave
from rebond.waves.queries import published_allocations
from tests.factories.programmes import marseille_definition
from tests.factories.waves import MONDAY, published

APPLICATIONS = Path(rebond.demo.__file__).parent / "data" / "associations-demo.csv"


@pytest.mark.django_db
def test_the_first_wave_gives_486_machines_to_27_associations(marseille):
    programme = load_programme(definition=marseille_definition(), by=None, at=MONDAY).programme
    file = read_applications(APPLICATIONS, country(marseille.country))
    import_applications(file=file, programme=programme, by=None, at=MONDAY)
    proposal = published(Wave.objects.get(slug="vague-1"))
    units = list(published_allocations().values_list("units", flat=True))
    assert (len(units), sum(units), proposal.left) == (27, 486, 0)
    assert 10 <= min(units) <= max(units) <= 30
    assert verify_record(proposal.record)
