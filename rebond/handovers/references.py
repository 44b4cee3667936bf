"""The short reference of a hand-over, and of what follows it: printed, then typed or scanned by whoever checks."""

from uuid import UUID

# Crockford's base 32: no I, L, O, U, so that nothing is misread or spells a word.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILO", "110")


def reference_of(of: UUID, letter: str = "R") -> str:
    """Eight characters of the random id: "R-7K3Q-9XWD". Cannot be guessed, can be read aloud.

    R is a hand-over, E a swap (échange), B a return (bon de retour), P a passage between associations.
    """
    bits = of.int >> 88
    characters = "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{letter}-{characters[:4]}-{characters[4:]}"


def typed_reference(text: str) -> str:
    """The reference that somebody meant: small letters, missing dashes and misread letters forgiven."""
    characters = "".join(character for character in text.upper() if character.isalnum()).translate(MISREAD)
    characters = characters.removeprefix("R") if len(characters) == 9 else characters
    return f"R-{characters[:4]}-{characters[4:]}"
