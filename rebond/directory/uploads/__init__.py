"""A register that an officer uploads: read, counted, confirmed, taken in batch by batch."""
