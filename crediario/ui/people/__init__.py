"""Pessoas: who works with the program, what each may, and how they get in."""
