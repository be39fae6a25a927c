"""Peta."""
