"""The words around a result, in French and in English. The sentences themselves are the engine's."""

from __future__ import annotations

Pair = tuple[str, str]

UNITS: Pair = ("Attribués", "Allocated")
COLUMNS: tuple[Pair, ...] = (
    ("Candidature", "Applicant"),
    ("Points", "Points"),
    ("Demandés", "Requested"),
    ("Déjà reçus", "Received before"),
    UNITS,
    ("Motif", "Reason"),
    ("Limite atteinte", "Limit reached"),
    ("Niveau de la dernière unité", "Level of the last unit"),
    ("Niveau de l’unité suivante", "Level of the next unit"),
    ("Points pour une unité de plus", "Points for one more unit"),
    ("Place dans l’ordre (0 d’abord)", "Place in the order (0 first)"),
    ("Explication", "Explanation"),
)
SHEET: Pair = ("Attributions", "Allocations")

REASONS: dict[str, Pair] = {
    "granted-in-full": ("demande satisfaite", "request met"),
    "stock": ("stock épuisé", "stock used up"),
    "quota": ("quota atteint", "quota reached"),
    "wave-cap": ("plafond de la vague", "cap of the wave"),
    "floor-did-not-fit": ("lot utile impossible", "useful lot did not fit"),
    "not-admitted": ("distribution arrêtée avant", "distribution had stopped"),
    "below-minimum": ("moins que le minimum utile", "less than the useful minimum"),
}
BINDINGS: dict[str, Pair] = {
    "stock": ("stock", "stock"),
    "request": ("demande", "request"),
    "cap": ("plafond", "cap"),
    "minimum": ("minimum utile", "useful minimum"),
}
PER_POINT: Pair = ("{fraction} par point", "{fraction} per point")
RESERVED: Pair = ("réservé aux vagues suivantes", "kept for later waves")
RESERVE_SENTENCE: Pair = (
    "Part réservée aux vagues suivantes : personne ne la reçoit cette fois.",
    "Share kept for later waves: nobody receives it this time.",
)

TOTAL: Pair = ("Total", "Total")
SHARED: Pair = (
    "sur {stock} ; il en reste {left}. Candidatures servies : {served} sur {everybody}.",
    "of {stock}; {left} left. Applicants served: {served} of {everybody}.",
)
LEVEL: Pair = (
    "Le stock s’est arrêté au niveau {level} par point.",
    "The stock ended at the level {level} per point.",
)
