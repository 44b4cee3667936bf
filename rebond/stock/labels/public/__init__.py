"""What anybody reads who scans the label of a machine."""
