"""Judging a fetched page: its visible text, its fingerprint, its domain, and what they say together."""
