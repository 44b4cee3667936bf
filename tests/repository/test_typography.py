"""French as it is printed: ’ for the apostrophe, a no-break space before ; : ! ? » and after «."""

import re

from scripts import messages

STRAIGHT_APOSTROPHE = re.compile(r"(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])")
ORDINARY_SPACE = re.compile(r"(?<! ) (?=[;:!?»](\s|$|\)))|(?<=«) ")


def test_french_is_set_as_it_is_printed():
    wrong = [
        (text, places[0])
        for (_context, singular, plural), places in messages.strings_of_the_house().items()
        for text in (singular, plural)
        if STRAIGHT_APOSTROPHE.search(text) or ORDINARY_SPACE.search(text)
    ]
    assert wrong == []
