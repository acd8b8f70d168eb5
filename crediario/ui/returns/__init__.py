"""Undoing and moving: goods that come back, a payment undone, a due date moved, store credit paid out."""
