import pytest

from rebond.organisations.names import search_text


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Passerelle Numérique Saint-Mauront", "passerelle numerique saint mauront"),
        ("PASSERELLE NUMERIQUE ST MAURONT", "passerelle numerique saint mauront"),
        ("Les P'tits Codeurs du Cours", "les p tits codeurs du cours"),
        ("Ciné-mémoire des docks", "cine memoire des docks"),
        ("Cœur de ville", "coeur de ville"),
    ],
)
def test_search_text_reads_as_people_type(written, searched):
    assert search_text(written) == searched
