"""Auditoria: what everybody did, and whether nobody touched it."""
