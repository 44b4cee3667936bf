"""What people call the groups that quotas speak of."""

from django.utils.translation import gettext as _

from rebond.applications.questions import THEMES
from rebond.countries import country
from rebond.programmes.models import Wave
from rebond.tenancy.models import City


def names_of_groups(city: City) -> dict[str, str]:
    """The name of each group by its quota's: the districts of the city, the themes and the sizes of the requests."""
    drawing = country(city.country).district_map(city.code) or {}
    districts = {f"district={place['code']}": place["name"] for place in drawing.get("districts", [])}
    needs = {
        "needs=large": _("demandes de plus de %(needs)s ordinateurs") % {"needs": Wave.SMALL_NEEDS},
        "needs=small": _("demandes de %(needs)s ordinateurs au plus") % {"needs": Wave.SMALL_NEEDS},
    }
    return districts | {f"theme={code}": str(label) for code, label in THEMES.items()} | needs


def name_of(quota: str, names: dict[str, str]) -> str:
    """The name of a group; its code where nobody named it."""
    return names.get(quota, quota.partition("=")[2])
