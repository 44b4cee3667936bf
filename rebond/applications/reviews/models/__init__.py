"""What the review of applications keeps."""

from rebond.applications.reviews.models.conflicts import Declaration

__all__ = ["Declaration"]
