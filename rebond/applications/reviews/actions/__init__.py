"""What people do in the review: declare ties, read, settle, comment, assign, decide in bulk."""

from rebond.applications.reviews.actions.assigning import (
    add_rule,
    apply_rules,
    assign,
    draw_readers,
    remove_rule,
    unassign,
)
from rebond.applications.reviews.actions.batches import Foreseen, TooLateToUndo, decide_batch, foresee, undo_batch
from rebond.applications.reviews.actions.comments import NotYours, correct_comment, remove_comment, write_comment
from rebond.applications.reviews.actions.conflicts import (
    AlreadyRecused,
    NamesWouldTell,
    NoRecusal,
    declare_interest,
    declare_interests,
    lift_recusal,
)
from rebond.applications.reviews.actions.readings import (
    CannotRead,
    Given,
    NothingToSettle,
    ReadingIsClosed,
    give_reading,
    peek,
    settle,
    settle_wave,
)

__all__ = [
    "AlreadyRecused",
    "CannotRead",
    "Foreseen",
    "Given",
    "NamesWouldTell",
    "NoRecusal",
    "NotYours",
    "NothingToSettle",
    "ReadingIsClosed",
    "TooLateToUndo",
    "add_rule",
    "apply_rules",
    "assign",
    "correct_comment",
    "decide_batch",
    "declare_interest",
    "declare_interests",
    "draw_readers",
    "foresee",
    "give_reading",
    "lift_recusal",
    "peek",
    "remove_comment",
    "remove_rule",
    "settle",
    "settle_wave",
    "unassign",
    "undo_batch",
    "write_comment",
]
