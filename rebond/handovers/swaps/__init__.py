"""A machine that was dead on arrival, swapped for a spare."""
