"""What people do in the review."""

from rebond.applications.reviews.actions.conflicts import (
    AlreadyRecused,
    NoRecusal,
    declare_interest,
    lift_recusal,
)

__all__ = ["AlreadyRecused", "NoRecusal", "declare_interest", "lift_recusal"]
