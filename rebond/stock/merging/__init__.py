"""Two records found to be one machine, made one by a human."""
