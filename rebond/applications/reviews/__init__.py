"""The review of applications: conflicts of interest, who reads what, two readings, decisions in bulk."""
