"""What the review of applications keeps."""

from rebond.applications.reviews.models.assignments import Assignment, AssignmentRule, Draw
from rebond.applications.reviews.models.batches import Batch, BatchLine
from rebond.applications.reviews.models.conflicts import Declaration
from rebond.applications.reviews.models.readings import Comment, Peek, Reading, ReadingMark, Settlement

__all__ = [
    "Assignment",
    "AssignmentRule",
    "Batch",
    "BatchLine",
    "Comment",
    "Declaration",
    "Draw",
    "Peek",
    "Reading",
    "ReadingMark",
    "Settlement",
]
