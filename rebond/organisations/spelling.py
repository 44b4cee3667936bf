"""Which known words a misspelt one may mean: those that share its letters by threes, and are few strokes away."""

from collections.abc import Iterable

from django.db.models import Count
from rapidfuzz.distance import OSA

from rebond.organisations.models import Word, WordPart

SHORTEST, LONGEST = 3, 40
MOST_COMPARED = 60
MOST_NEAREST = 4
BATCH = 500


def parts_of(word: str) -> set[str]:
    """Its letters by threes, the edges marked by spaces."""
    marked = f" {word} "
    return {marked[at : at + 3] for at in range(len(marked) - 2)}


def learn(words: Iterable[str]) -> None:
    """Keep the words that are not known yet; numbers are none, and a mistaken letter of those cannot be guessed."""
    candidates = sorted(word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha())
    for start in range(0, len(candidates), BATCH):
        batch = candidates[start : start + BATCH]
        known = set(Word.objects.filter(text__in=batch).values_list("text", flat=True))
        new = [Word(text=text) for text in batch if text not in known]
        if not new:
            continue
        Word.objects.bulk_create(new, ignore_conflicts=True)
        stored = Word.objects.filter(text__in=[word.text for word in new], parts=None)
        parts = [WordPart(word=word, letters=letters) for word in stored for letters in sorted(parts_of(word.text))]
        WordPart.objects.bulk_create(parts, batch_size=2 * BATCH)


def distance_of(one: str, other: str) -> int:
    """Strokes between two words, as written or as heard, whichever are fewer."""
    return min(OSA.distance(one, other), OSA.distance(heard(one), heard(other)))


def heard(word: str) -> str:
    """A word as it sounds in French, near enough: « numerik » sounds as « numerique »."""
    for written, sound in (("qu", "k"), ("ck", "k"), ("ch", "k"), ("c", "k"), ("ph", "f"), ("y", "i"), ("z", "s")):
        word = word.replace(written, sound)
    return word.rstrip("esx") or word


def nearest_words(term: str) -> list[str]:
    """The known words at the fewest strokes from this one: one stroke in a short word, two in a long one, else none."""
    if not SHORTEST <= len(term) <= LONGEST:
        return []
    strokes = 1 if len(term) <= 5 else 2
    shared = (
        WordPart.objects.filter(letters__in=parts_of(term))
        .values("word")
        .annotate(common=Count("id"))
        .order_by("-common")[:MOST_COMPARED]
    )
    words = Word.objects.filter(pk__in=[row["word"] for row in shared]).values_list("text", flat=True)
    near = sorted((distance_of(term, word), word) for word in words)
    return [word for distance, word in near if distance <= strokes][:MOST_NEAREST]
