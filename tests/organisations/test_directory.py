from dataclasses import dataclass

from rebond.organisations.directory import Directory


@dataclass(frozen=True)
class Site:
    name: str = ""
    rna: str = ""
    siren: str = ""
    siret: str = ""


SEAT = Site("Phare Emploi Nord", "W133990011", "099900110", "09990011000018")
WITHOUT_SIRET = Site("Alpha Plurielle", "W133990023", "099900235")


def test_the_same_siret_is_the_same_site():
    assert Directory([SEAT]).find(Site(siret="09990011000018")) is SEAT


def test_another_siret_of_the_same_siren_is_another_site():
    assert Directory([SEAT]).find(Site(rna=SEAT.rna, siren=SEAT.siren, siret="09990011000026")) is None


def test_a_siret_learnt_later_completes_the_known_association():
    assert Directory([WITHOUT_SIRET]).find(Site(rna="W133990023", siret="09990023500012")) is WITHOUT_SIRET


def test_without_siret_the_rna_number_decides_then_the_siren():
    directory = Directory([SEAT, WITHOUT_SIRET])
    assert directory.find(Site(rna="W133990011")) is SEAT
    assert directory.find(Site(siren="099900235")) is WITHOUT_SIRET


def test_a_name_alone_never_decides():
    assert Directory([SEAT]).find(Site("Phare Emploi Nord")) is None
