"""What the commands of this app share: the hand-over that a reference names, files in and out, refusals in words."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rebond.handovers import actions
from rebond.handovers.models import Handover
from rebond.handovers.queries import full_handovers
from rebond.handovers.references import typed_reference
from rebond.tenancy.commands import Nonsense

REFUSALS = {
    actions.NothingLeftToHandOver: "Toutes les machines attribuées à cette association sont déjà remises.",
    actions.NoTermsForThisRoute: "La voie juridique de ce dispositif n’a pas encore de procès-verbal de remise.",
    actions.HandoverNotOpen: "La préparation de cette remise est terminée\u00a0: elle ne change plus.",
    actions.HandoverIsOver: "Cette remise est déjà signée ou annulée\u00a0: rien n’a changé.",
    actions.HandoverIsEmpty: "Aucune machine n’est dans cette remise\u00a0: ajoutez-en avant de la faire signer.",
    actions.SignedBeforeItWasPrepared: "La date de signature est avant le début de la préparation, ou dans l’avenir.",
}


@contextmanager
def refusals_as_nonsense() -> Iterator[None]:
    """What an action refuses becomes one sentence on standard error."""
    try:
        yield
    except actions.MachinesLeft as machines:
        raise Nonsense(
            f"Machines attribuées qui manquent\u00a0: {machines.left}. "
            f"Confirmez la remise partielle avec --left {machines.left}, ou ajoutez-les."
        ) from machines
    except tuple(REFUSALS) as refusal:
        raise Nonsense(REFUSALS[type(refusal)]) from refusal


def handover_named(reference: str) -> Handover:
    handover = full_handovers().filter(reference=typed_reference(reference)).first()
    if handover is None:
        raise Nonsense(f"Aucune remise n’a la référence «\u00a0{reference}\u00a0».")
    return handover


def text_of(source: str) -> str:
    """The text of a file, or of standard input for "-"."""
    try:
        return sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Nonsense(f"{source} ne peut pas être lu\u00a0: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Nonsense(f"{source} n’est pas un texte\u00a0: donnez un numéro de série par ligne.") from error


def write_file(target: str, content: bytes) -> None:
    try:
        Path(target).write_bytes(content)
    except OSError as error:
        raise Nonsense(f"{target} ne peut pas être écrit\u00a0: {error.strerror}.") from error
