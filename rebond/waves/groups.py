"""What people call the groups that quotas speak of."""

from rebond.applications.questions import THEMES
from rebond.countries import country
from rebond.tenancy.models import City


def names_of_groups(city: City) -> dict[str, str]:
    """The name of each group by its quota's: the districts of the city, the themes of the applications."""
    drawing = country(city.country).district_map(city.code) or {}
    districts = {f"district={place['code']}": place["name"] for place in drawing.get("districts", [])}
    return districts | {f"theme={code}": str(label) for code, label in THEMES.items()}
