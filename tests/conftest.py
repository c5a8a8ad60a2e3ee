"""Fixtures only."""
