"""Releases asked at a distance, on the side of whoever answers."""
