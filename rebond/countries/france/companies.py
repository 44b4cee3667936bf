"""A company's name usually says its legal form; an association's never does."""

import re

# Longest first, so that SASU is not taken for SAS. Dots are allowed: S.A.R.L.
# Companies whose aim is not their members' profit (loi du 10 septembre 1947).
COOPERATIVES = ("SCIC", "SCOP")
_FORMS = "SELARL EURL SARL SASU SCOP SCIC EARL GAEC SCI SNC SCM SCP SAS SCA GIE SA"
_spellings = "|".join(r"\.?".join(form) for form in _FORMS.split())
_form = re.compile(rf"(?<![\w.'’-])({_spellings})\.?(?![\w'’-])").search


def company_form(name: str) -> str:
    """SARL, SAS, SA, EURL… where the name has it in capitals, as a word of its own; nothing otherwise."""
    found = _form(name)
    return found[1].replace(".", "") if found else ""


def body_of(legal_form: str) -> str:
    """What kind of body a legal category (INSEE) names, as far as the rules ask: public, a person, else nothing."""
    return {"7": "public-body", "4": "public-body", "1": "person"}.get(legal_form[:1], "")
