"""Checks: single acts that confirmed or refuted a listing or one of its fields, and the policy that weighs them.

This package holds the checks themselves, the policy and what they add up to (``standing``). The editors' tools for
making them (call sheets, probes, letters to contacts) stand here as they come.

Imports editorial and what editorial may import.
"""
