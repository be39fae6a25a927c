"""Kinerja unit saya."""
