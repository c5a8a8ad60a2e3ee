"""Svodka: officials' posts become claims, tallies and alerts."""
