"""The same use cases without a window. Imports no Qt, except for the pictures of the screens.

Every command prints one line of JSON with ``--json``, refusals too; exit 1 for a refusal, 2 for wrong usage.
"""

import json
import os
import sys
from collections.abc import Sequence

from crediario.cli import bringing, checks, figures, showing
from crediario.cli.arguments import REFUSED, WRONG_USAGE, Answer, Commands, Parser, WrongUsage
from crediario.domain.errors import KnownFailure
from crediario.ui import command_words as words_of
from crediario.ui import messages

__all__ = ["COMMANDS", "WRONG_USAGE", "Parser", "WrongUsage", "main"]

COMMANDS: Commands = {**showing.COMMANDS, **figures.COMMANDS, **checks.COMMANDS, **bringing.COMMANDS}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in words
    try:
        options = _parser().parse_args(words)
        answer, code = options.run(options)
    except WrongUsage as wrong:
        return _fail({"error": "usage", "message": str(wrong)}, WRONG_USAGE, as_json)
    except KnownFailure as failure:
        answer = {"error": failure.code, "message": messages.words(failure).whole}
        return _fail(answer, REFUSED, as_json)
    _print(answer, as_json)
    return int(code)


def _fail(answer: Answer, code: int, as_json: bool) -> int:
    if as_json:
        _print(answer, as_json)
    else:
        print(answer["message"], file=sys.stderr)
    return code


def _print(answer: Answer, as_json: bool) -> None:
    try:
        _write(answer, as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has seen enough (``| head``): the rest is for nobody, the interpreter's last flush too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(answer: Answer, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
        return
    for name, value in answer.items():
        if not isinstance(value, list):
            print(f"{words_of.label(name)}: {words_of.said(value)}")
            continue
        print(f"{words_of.label(name)}:")
        for line in value:
            parts = line.items() if isinstance(line, dict) else [("", line)]
            print(
                "  "
                + "  ".join(f"{words_of.label(key)} {words_of.said(part)}".strip() for key, part in parts)
            )


def _parser() -> Parser:
    parser = Parser(prog="crediario", description=words_of.COMMANDS[""])
    commands = parser.add_subparsers(dest="command", required=True, metavar="comando", parser_class=Parser)
    for name, (prepare, run) in COMMANDS.items():
        command = commands.add_parser(name, help=words_of.COMMANDS[name], description=words_of.COMMANDS[name])
        prepare(command)
        command.add_argument("--json", action="store_true", help=words_of.OPTIONS["json"])
        command.set_defaults(run=run)
    return parser
