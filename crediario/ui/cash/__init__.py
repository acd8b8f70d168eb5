"""Caixa: opening the drawer, sangria and suprimento, counting and closing it, and what was closed before."""
