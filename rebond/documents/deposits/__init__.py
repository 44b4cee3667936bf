"""What people send waits in quarantine: looked at, written anew, and only then a document that may be opened (R24)."""
