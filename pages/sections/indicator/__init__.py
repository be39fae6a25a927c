"""Indikator."""
