"""Keeping a view, renaming it, sharing it, forgetting it."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.stock.models import SavedView


@deed
def save_view(*, name: str, query: str, shared: bool, by: User, at: datetime) -> SavedView:
    """Keep the filters of a list under a name."""
    view = SavedView.objects.create(user=by, name=name, query=query, shared=shared)
    record("view_saved", of=view, by=by, at=at, shared=shared)
    return view


@deed
def change_view(*, view: SavedView, name: str, shared: bool, by: User, at: datetime) -> None:
    """Give a view another name, share it or take it back."""
    SavedView.objects.filter(pk=view.pk).update(name=name, shared=shared)
    record("view_changed", of=view, by=by, at=at, shared=shared)


@deed
def delete_view(*, view: SavedView, by: User, at: datetime) -> None:
    """Forget a view; no machine changes."""
    record("view_deleted", of=view, by=by, at=at)
    view.delete()
