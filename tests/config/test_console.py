"""The console: a word that is no command is answered in one sentence."""

import pytest

from rebond.config.console import Console


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("import_stok", "« import_stok » n’est pas une commande. Vouliez-vous dire « rebond import_stock » ? "),
        ("qwxz", "« qwxz » n’est pas une commande. "),
    ],
)
def test_console_answers_an_unknown_command_in_one_sentence(typed, sentence, capsys):
    with pytest.raises(SystemExit) as refusal:
        Console(["rebond", typed]).execute()
    told = capsys.readouterr().err.replace("\u00a0", " ")
    assert (refusal.value.code, told) == (2, sentence + "« rebond help » les montre toutes.\n")
