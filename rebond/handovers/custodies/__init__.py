"""Who has each machine, since when, and how that ended."""
