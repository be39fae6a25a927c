"""Pieces that any section draws: values in, nothing fetched."""
