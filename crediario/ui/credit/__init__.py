"""Crédito: the analysis of a customer, the shop's policy, and what became of released sales."""
