"""Instansi."""
