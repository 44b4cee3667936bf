"""What two public services of France answer: the search of organisations, and the geocoder. Pure: no network here.

Sources: API Recherche d'entreprises; Géoplateforme, service de géocodage (Base adresse nationale). Directors' names are
never read. An answer of another shape than these services give raises Misshapen.
"""

from typing import Any

from rebond.countries.country import FoundPlace, Misshapen, RegisterEntry
from rebond.countries.france.numbers import read_association_number, read_site_number
from rebond.countries.france.places import place_of
from rebond.countries.france.registers.cells import day, degrees, year

ASSOCIATIONS = "92"
SURE = 0.5


def organisation_in(answer: Any, *, siren: str, rna: str) -> RegisterEntry | None:
    """What the search says of the organisation with one of these numbers; None when it does not know it."""
    for result in _list(answer, "results"):
        more = _dict(result, "complements")
        number = read_association_number(_text(more, "identifiant_association")).value
        if (siren and _text(result, "siren") == siren) or (rna and number == rna):
            return _entry(result, number)
    return None


def _entry(result: dict[str, Any], rna: str) -> RegisterEntry:
    seat, siren = _dict(result, "siege"), _text(result, "siren")
    siret = read_site_number(_text(seat, "siret")).value
    is_public = _text(result, "statut_diffusion") in ("", "O")
    code, postal_code = _text(seat, "commune"), _text(seat, "code_postal")
    is_active = _text(result, "etat_administratif") != "C"
    return RegisterEntry(
        register="sirene",
        key=siret or siren,
        name=_text(result, "nom_raison_sociale") or _text(result, "nom_complet") if is_public else "",
        short_name=_text(result, "sigle") if is_public else "",
        rna=rna,
        siren=siren,
        siret=siret,
        legal_form=_text(result, "nature_juridique"),
        address=_street(seat, postal_code) if is_public else "",
        postal_code=postal_code if is_public else "",
        district_code=place_of(code, postal_code).district if is_public else "",
        commune_code=code,
        town=_text(seat, "libelle_commune") if is_public else "",
        founded_in=year(_text(result, "date_creation")),
        latitude=degrees(_text(seat, "latitude"), 90) if is_public else None,
        longitude=degrees(_text(seat, "longitude"), 180) if is_public else None,
        is_association=_text(result, "nature_juridique").startswith(ASSOCIATIONS),
        is_active=is_active,
        ended_on=None if is_active else day(_text(result, "date_fermeture")),
        changed_on=day(_text(result, "date_mise_a_jour")),
    )


def _street(seat: dict[str, Any], postal_code: str) -> str:
    """The address without the postal code and the town that end it."""
    whole = _text(seat, "adresse")
    return whole.split(f" {postal_code} ")[0].strip() if postal_code else whole


def place_in(answer: Any) -> FoundPlace | None:
    """The best place that the geocoder found. A doubtful one, or a whole commune, is for a human to check."""
    features = _list(answer, "features")
    if not features:
        return None
    told, geometry = _dict(features[0], "properties"), _dict(features[0], "geometry")
    score, kind = told.get("score"), _text(told, "type")
    coordinates = geometry.get("coordinates")
    if not isinstance(score, int | float) or not isinstance(coordinates, list) or len(coordinates) != 2:
        raise Misshapen("features")
    longitude, latitude = degrees(str(coordinates[0]), 180), degrees(str(coordinates[1]), 90)
    if latitude is None or longitude is None:
        raise Misshapen("coordinates")
    return FoundPlace(
        label=_text(told, "label")[:200],
        district=place_of(_text(told, "citycode"), _text(told, "postcode")).district,
        latitude=latitude,
        longitude=longitude,
        is_sure=score >= SURE and kind != "municipality",
    )


def _list(value: Any, name: str) -> list[dict[str, Any]]:
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Misshapen(name)
    return found


def _dict(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Misshapen(name)
    return found


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    if found is None:
        return ""
    if isinstance(found, dict | list):
        raise Misshapen(name)
    return " ".join(str(found).replace("\0", "").split())
