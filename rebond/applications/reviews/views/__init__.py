"""Pages of the review."""
