"""The triage bench: machines are scanned one after the other, looked at, and judged."""
