import pytest

from rebond.stock.inventory.people import read_free_text, read_holder, read_place
from rebond.stock.inventory.wording import what_words_say


def codes(remarks="", condition="", substate="", erasure=""):
    return [code for code, _quoted in what_words_say(remarks, condition, substate, erasure)]


@pytest.mark.parametrize("condition", ["HS", "H.S.", "hors service", "Hors-service", "Out of order", "HS - carte mère"])
def test_a_state_that_says_out_of_order_holds_the_machine_back(condition):
    assert codes(condition=condition) == ["out-of-order"]


@pytest.mark.parametrize(
    "condition", ["", "Bon", "À vérifier", "B", "Retired", "Pending repair", "Pending disposal", "Donated", "SHS"]
)
def test_other_states_hold_nothing_back(condition):
    assert codes(condition=condition, substate=condition) == []


@pytest.mark.parametrize(
    "remark", ["machine HS", "HS", "pied manquant, UC hors service", "carte mère HS", "ventilo HS"]
)
def test_a_comment_about_the_machine_holds_it_back(remark):
    assert codes(remark) == ["out-of-order"]


@pytest.mark.parametrize(
    "remark", ["clavier/souris HS", "lecteur DVD HS", "câble HS; rayures", "sans alim", "pb ventilo"]
)
def test_a_comment_about_an_accessory_does_not(remark):
    assert codes(remark) == []


@pytest.mark.parametrize(
    "remark",
    ["pwd BIOS inconnu", "mot de passe BIOS perdu", "BIOS locked", "BIOS password unknown", "verrouillé (BIOS)"],
)
def test_an_unknown_bios_password_holds_the_machine_back(remark):
    assert codes(remark) == ["bios-locked"]


def test_a_bios_that_is_only_mentioned_does_not():
    assert codes("BIOS à jour") == []


@pytest.mark.parametrize("erasure", ["NOK", "non", "Échec", "failed", "non effacé", "KO"])
def test_a_denied_erasure_disagrees_with_what_we_expect(erasure):
    assert what_words_say("", "", "", erasure) == (("erasure-disagrees", erasure),)


@pytest.mark.parametrize("erasure", ["", "oui", "fait", "OK Blancco", "en cours", "à faire", "ERASED"])
def test_silence_and_work_in_progress_deny_nothing(erasure):
    assert codes(erasure=erasure) == []


def test_a_removed_disk_makes_the_erasure_pointless():
    assert codes("DISQUE RETIRÉ", erasure="NOK") == ["disk-removed"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Affecté à M. X. (ex-poste RH)", "Affecté à [masqué] (ex-poste RH)"),
        ("ancien poste de M. Untel, tél 06 00 00 00 00", "ancien poste de [masqué], tél [masqué]"),
        ("Mme Dupont-Martin", "[masqué]"),
        ("voir madame lopez", "voir [masqué]"),
        ("rendu par Karim BENALI le 12", "rendu par [masqué] le 12"),
        ("DUPONT Jean", "[masqué]"),
        ("Assigned to John Smith", "Assigned to [masqué]"),
        ("écrire à a.b@exemple.invalid", "écrire à [masqué]"),
        ("+33 6 00 00 00 00", "[masqué]"),
        ("0600000000", "[masqué]"),
    ],
)
def test_people_are_masked_in_free_text(text, kept):
    assert read_free_text(text) == (kept, "personal-data")


@pytest.mark.parametrize(
    "text",
    [
        "SSD M.2 256",
        "étiquette illisible",
        "poste RH",
        "Bât. A, 2e étage",
        "lot 2019-11-30",
        "[masqué]",
        "HP EliteDesk 800",
    ],
)
def test_other_free_text_is_left_alone(text):
    assert read_free_text(text) == (text, "")


def test_a_building_may_bear_a_name():
    assert (read_place("Site Jean Moulin"), read_place("bureau de Mme Roux")) == (
        ("Site Jean Moulin", ""), ("bureau de [masqué]", "personal-data"),
    )  # fmt: skip


def test_the_holder_is_a_person_unless_nobody_has_the_machine():
    assert (read_holder("jdupont"), read_holder("Stock"), read_holder("")) == (
        ("", "personal-data"),
        ("", ""),
        ("", ""),
    )
