"""Pengelolaan."""
