"""Incidents: near copies, linking, claims, resolution, tallies; pure functions over plain data."""
