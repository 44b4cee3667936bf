"""Remarks on a file: written, corrected, removed; nothing that was written is lost."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.models import Comment
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require


class NotYours(Exception):
    """Only its author changes a comment, and only as it stands now."""


@deed
def write_comment(*, application: Application, text: str, is_shared: bool, by: User, at: datetime) -> Comment:
    """Leave a remark for oneself, or for the city hall."""
    comment = Comment.objects.create(application=application, author=by, text=text, is_shared=is_shared, written_at=at)
    record("comment_written", of=application, by=by, at=at, shared=is_shared)
    return comment


@deed
def correct_comment(*, comment: Comment, text: str, is_shared: bool, by: User, at: datetime) -> Comment:
    """Write another text in the place of one's own; the first one is kept. Raises NotYours."""
    require(stands(comment) and comment.author_id == by.pk, NotYours)
    corrected = Comment.objects.create(
        application=comment.application, author=by, text=text, is_shared=is_shared, written_at=at, replaces=comment
    )
    record("comment_corrected", of=comment.application, by=by, at=at, shared=is_shared)
    return corrected


@deed
def remove_comment(*, comment: Comment, by: User, at: datetime) -> None:
    """Take one's remark away: its place says so, its text is shown no more. Raises NotYours."""
    require(stands(comment) and comment.author_id == by.pk, NotYours)
    Comment.objects.filter(pk=comment.pk, removed_at=None).update(removed_at=at)
    record("comment_removed", of=comment.application, by=by, at=at)


def stands(comment: Comment) -> bool:
    return comment.removed_at is None and not Comment.objects.filter(replaces=comment).exists()
