"""Recibos do dia, and one receipt whole."""
