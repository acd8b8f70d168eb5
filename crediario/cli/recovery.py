"""The shop's recovery code, where a command needs it."""

import sys

from crediario.ui import command_words as words_of


def ask_code() -> str:
    """Asks whoever types the command for the shop's recovery code; a script is not asked."""
    from getpass import getpass

    return getpass(words_of.ASK_CODE) if sys.stdin.isatty() else ""
