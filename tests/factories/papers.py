"""The list of the papers of a wave, as its page sends it."""

from rebond.applications.papers.forms import OWN
from rebond.countries.france.papers import PAPERS

# Nothing is asked for yet: each paper has its answer.
NONE_ASKED = dict.fromkeys([*PAPERS, *(f"own-{place}" for place in range(1, OWN + 1))], "no") | {"version": 0}
