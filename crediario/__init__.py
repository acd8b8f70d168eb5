"""Crediário: the shop's own credit, from the sale to the last installment."""

__version__ = "1.3.0"
