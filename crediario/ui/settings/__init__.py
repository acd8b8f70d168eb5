"""Ajustes: the shop's policies, and what is only this computer's."""
