"""Two rows that are one association: suggested by what they share, merged and parted again by a human."""
