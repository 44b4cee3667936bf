"""The studio: other rules tried on a wave before anything is decided, compared, saved, and proposed."""
