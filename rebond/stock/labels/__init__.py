"""The city's own tags: given to machines, printed as labels, read by whoever finds the machine."""
