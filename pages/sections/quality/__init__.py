"""Mutu Data."""
