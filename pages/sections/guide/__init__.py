"""Panduan."""
