"""What an association's declared object lets one guess: its theme and its publics. Hints for a search, never a test.

The object codes are declared by the association, once, often long ago.
"""

import re
import unicodedata

# Object codes of the RNA by their beginning, the longest first.
_THEME_OF_CODE = (
    ("019014", "illettrisme"),
    ("019016", "acces_emploi"),
    ("005020", "mediation_numerique"),
    ("003060", "exclusion"),
    ("005", "culture_medias"),
    ("006", "culture_medias"),
    ("009", "centre_social"),
    ("011", "sport_insertion"),
    ("015", "education_jeunesse"),
    ("017", "sante"),
    ("018", "sante"),
    ("019", "exclusion"),
    ("020", "precarite"),
    ("021", "seniors"),
    ("024", "environnement_reemploi"),
    ("030", "acces_emploi"),
    ("032", "precarite"),
)
_THEME_OF_WORDS = (
    ("mediation_numerique", re.compile(r"\b(numerique|informatique|ordinateur)")),
    ("illettrisme", re.compile(r"\b(illettrisme|alphabetisation|savoirs de base)")),
)
_PUBLICS = (
    ("demandeurs-emploi", re.compile(r"\b(demandeurs? d.emploi|recherche d.emploi|chomeu)")),
    ("etudiants", re.compile(r"\betudiant")),
    ("familles", re.compile(r"\b(famille|parent)")),
    ("femmes", re.compile(r"\bfemme")),
    ("jeunes", re.compile(r"\b(jeunes?\b|jeunesse|adolescent)")),
    ("personnes-en-situation-de-handicap", re.compile(r"\bhandicap")),
    ("personnes-exilees", re.compile(r"\b(exile|migrant|refugie|demandeurs? d.asile)")),
    ("residents-qpv-frr", re.compile(r"\b(quartiers? prioritaires?|quartiers? populaires?|qpv)")),
    ("seniors", re.compile(r"\b(seniors?|personnes agees|retraites?\b)")),
)


def theme_of(codes: str, purpose: str) -> str:
    """The theme that the words of the object name, else that its codes stand for; nothing when neither does."""
    words = _plain(purpose)
    for theme, named in _THEME_OF_WORDS:
        if named.search(words):
            return theme
    for code in codes.split():
        for beginning, theme in _THEME_OF_CODE:
            if code.startswith(beginning):
                return theme
    return ""


def publics_of(purpose: str) -> tuple[str, ...]:
    """The publics that the object names, by their codes of data.inclusion."""
    words = _plain(purpose)
    return tuple(public for public, named in _PUBLICS if named.search(words))


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
