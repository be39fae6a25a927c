"""The 23 kabupaten and kota of Aceh as polygons; origin, licence and limits in README.md beside this file."""

from data.boundaries.shapes import ATTRIBUTION, load, neighbours

__all__ = ["ATTRIBUTION", "load", "neighbours"]
