"""Rapat."""
