"""Ringkasan."""
