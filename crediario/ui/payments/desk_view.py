"""The left side of Receber: whose installments, which of them are marked, and where every number comes from."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_date
from crediario.domain.br.text import initials
from crediario.domain.money import MINUS_SIGN
