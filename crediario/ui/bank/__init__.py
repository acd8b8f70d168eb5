"""Conferir Pix e extrato: what the bank says came in, and what each line becomes."""
