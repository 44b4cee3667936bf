"""Writing to associations that the programme has not reached yet: whom, by which way, and what came of it."""
