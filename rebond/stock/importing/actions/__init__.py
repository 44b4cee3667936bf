"""What people say of a file's columns and rows, and undoing it."""
