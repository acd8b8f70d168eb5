"""Privacidade: what people ask about their data, incidents, who opened what, and who may be erased."""
