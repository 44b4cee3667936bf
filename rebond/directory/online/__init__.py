"""Asking public services about an association: optional, patient, and never in anybody's way."""
