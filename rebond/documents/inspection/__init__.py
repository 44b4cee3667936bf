"""What people send is not kept as it came: it is looked at by a child process, and written anew without what could run.

Only photographs and PDF are taken. A photograph is drawn again, upright, without its place and date; a PDF loses its
scripts, the files inside it and whatever it would start by itself. `words_in` reads what a PDF says, in the same
child. No Django here.
"""

from rebond.documents.inspection.cleaning import CLEANED, MOST_BYTES, Refused, cleaned, kind_of, words_in

__all__ = ["CLEANED", "MOST_BYTES", "Refused", "cleaned", "kind_of", "words_in"]
