"""Jejak Audit."""
