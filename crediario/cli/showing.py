"""Commands that show the program: a demonstration shop, pictures of its screens, samples of its papers."""

import argparse
from pathlib import Path

from crediario.cli.arguments import Answer, Commands, WrongUsage, data_options, day
from crediario.ui import command_words as words_of


def _demo_options(command: argparse.ArgumentParser) -> None:
    data_options(command)
    command.add_argument("--customers", type=int, default=60, help=words_of.OPTIONS["customers"])
    command.add_argument("--seed", type=int, default=1, help=words_of.OPTIONS["seed"])
    command.add_argument("--today", type=day, default=None, help=words_of.OPTIONS["today"])
    command.add_argument("--bulk", action="store_true", help=words_of.OPTIONS["bulk"])


def _demo(options: argparse.Namespace) -> tuple[Answer, int]:
    from crediario import demo

    make = demo.make_bulk if options.bulk else demo.make_demo
    made = make(Path(options.data), options.customers, options.seed, options.today)
    return {"data": str(options.data), "customers": made.customers, "sales": made.sales,
            "payments": made.payments, "today": made.today.isoformat()}, 0  # fmt: skip


def _screens_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", metavar="OUT", help=words_of.OPTIONS["out"])
    data_options(command)
    command.add_argument("--theme", choices=["light", "dark"], default="light")
    command.add_argument("--size", default="1366x768")
    command.add_argument("--text", type=int, default=100)
    command.add_argument("--today", type=day, default=None)


def _screens(options: argparse.Namespace) -> tuple[Answer, int]:
    from crediario import session
    from crediario.ui.tour import take_pictures

    with session.copy_of(options.data, options.today) as ctx:
        names = take_pictures(ctx, Path(options.out), options.theme, _size(options.size), options.text)
    return {"out": str(options.out), "screens": names}, 0


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not (cross and width.isdigit() and height.isdigit()):
        raise WrongUsage(words_of.not_a_size(text))
    return int(width), int(height)


def _papers_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", metavar="OUT", help=words_of.OPTIONS["out"])
    data_options(command)
    command.add_argument("--today", type=day, default=None)


def _papers(options: argparse.Namespace) -> tuple[Answer, int]:
    from crediario import demo, session

    with session.copy_of(options.data, options.today) as ctx:
        names = demo.print_samples(ctx, Path(options.out))
    return {"out": str(options.out), "papers": names}, 0


COMMANDS: Commands = {
    "demo": (_demo_options, _demo),
    "screens": (_screens_options, _screens),
    "papers": (_papers_options, _papers),
}
