"""The same use cases without a window. Imports no Qt, except for the pictures of the screens.

Every command prints one line of JSON with ``--json``, refusals too; exit 1 for a refusal, 2 for wrong usage.
"""

import argparse
import json
import sys
import uuid
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from crediario.domain import pix
from crediario.domain.br import parse_plain_money
from crediario.domain.calendar import STATES, HolidayCalendar
from crediario.domain.charges import ChargeRules, OpenInstallment, charges_on
from crediario.domain.credit.score import HIGHEST
from crediario.domain.early import payoff_of_plan
from crediario.domain.errors import KnownFailure, Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every, Plan, PlanTerms, plan
from crediario.ui import command_words as words_of
from crediario.ui import messages

if TYPE_CHECKING:
    from crediario.domain.importing.report import RefusedRow
    from crediario.services.importing import ImportReport

Answer = dict[str, Any]

REFUSED = 1
WRONG_USAGE = 2


class WrongUsage(Exception):
    """The command line itself is not understood; carries the words for it."""


class Help(argparse.HelpFormatter):
    """Help whose frame is Portuguese too."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that shows how a command is written."""
        super().add_usage(usage, actions, groups, words_of.USAGE if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are raised, in Portuguese, instead of printed in English."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"add_help": False, "formatter_class": Help})
        self._positionals.title, self._optionals.title = words_of.POSITIONALS, words_of.OPTIONALS
        self.add_argument("-h", "--help", action="help", help=words_of.OPTIONS["help"])

    def error(self, message: str) -> NoReturn:
        """Refuses the command line."""
        raise WrongUsage(words_of.usage(message))


def money(text: str) -> Money:
    """An amount with a point and two decimals."""
    try:
        return parse_plain_money(text)
    except Refusal as refusal:
        raise argparse.ArgumentTypeError(messages.words(refusal).whole) from refusal


def percent(text: str) -> Rate:
    """A rate written as a percentage, with a point."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise argparse.ArgumentTypeError(words_of.not_a_rate(text))
    return Rate.percent(value)


def day(text: str) -> date:
    """A date in ISO form."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(words_of.not_a_day(text)) from error


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


def _plan_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--price", type=money, required=True)
    command.add_argument("--down-payment", type=money, default=Money.ZERO)
    command.add_argument("--installments", type=int, required=True)
    command.add_argument("--rate", type=percent, required=True)
    command.add_argument("--sale-date", type=day, required=True)
    command.add_argument("--first-due", type=day, required=True)
    command.add_argument("--every", type=str, choices=[every.value for every in Every], default="month")


def _plan(options: argparse.Namespace) -> Plan:
    return plan(
        PlanTerms(
            price=options.price,
            down_payment=options.down_payment,
            count=options.installments,
            rate=options.rate,
            sold_on=options.sale_date,
            first_due=options.first_due,
            every=Every(options.every),
        )
    )


def _simulate(options: argparse.Namespace) -> tuple[Answer, int]:
    made = _plan(options)
    lines = [
        {
            "number": line.number,
            "due": line.due_date.isoformat(),
            "amount": str(line.amount),
            "interest": str(line.interest),
            "principal": str(line.principal),
            "balance": str(line.balance),
        }
        for line in made.installments
    ]
    warnings = [{"code": each.code.value, "message": messages.plan_warning(each)} for each in made.warnings]
    return {
        "financed": str(made.financed),
        "rate_month": made.terms.rate.percent_text(6),
        "rate_year": made.rate_year.percent_text(6),
        "cet_year": made.total_effective_cost.percent_text(2),
        "interest": str(made.interest),
        "total": str(made.total),
        "total_with_down_payment": str(made.total_with_down_payment),
        "warnings": warnings,
        "installments": lines,
    }, 0


def _charges_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--amount", type=money, required=True)
    command.add_argument("--due", type=day, required=True)
    command.add_argument("--on", type=day, required=True)
    command.add_argument("--state", type=str.upper, choices=sorted(STATES), default=None)


def _charges(options: argparse.Namespace) -> tuple[Answer, int]:
    installment = OpenInstallment(1, options.amount, options.due)
    found = charges_on(installment, options.on, ChargeRules(), HolidayCalendar(options.state))
    return {
        "days_late": found.days_late,
        "fine": str(found.fine),
        "interest": str(found.interest),
        "total": str(found.total),
        "moved_due": found.moved_due.isoformat(),
    }, 0


def _payoff_options(command: argparse.ArgumentParser) -> None:
    _plan_options(command)
    command.add_argument("--on", type=day, required=True)
    command.add_argument("--paid", type=int, default=0)
    command.add_argument("--state", type=str.upper, choices=sorted(STATES), default=None)


def _payoff(options: argparse.Namespace) -> tuple[Answer, int]:
    calendar = HolidayCalendar(options.state)
    found = payoff_of_plan(_plan(options), options.paid, options.on, ChargeRules(), calendar)
    return {
        "nominal": str(found.nominal),
        "charges": str(found.charges),
        "discount": str(found.discount),
        "payoff": str(found.total),
    }, 0


def _pix_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--decode", metavar="PAYLOAD")
    command.add_argument("--key")
    command.add_argument("--name")
    command.add_argument("--city")
    command.add_argument("--amount", type=money)
    command.add_argument("--txid", default=pix.NO_TXID)


def _pix(options: argparse.Namespace) -> tuple[Answer, int]:
    if options.decode is not None:
        return _decoded(options.decode), 0
    missing = [f"--{name}" for name in ("key", "name", "city") if not getattr(options, name)]
    if missing:
        raise WrongUsage(words_of.usage("the following arguments are required: " + ", ".join(missing)))
    payload = pix.encode(pix.PixCharge(options.key, options.name, options.city, options.amount, options.txid))
    return {"payload": payload, "crc": payload[-4:]}, 0


def _decoded(payload: str) -> Answer:
    found = pix.decode(payload)
    return {
        "valid": found.valid,
        "crc": found.crc,
        "key": found.key,
        "name": found.name,
        "city": found.city,
        "amount": str(found.amount) if found.amount else None,
        "txid": found.txid,
    }


def _data_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", required=True, metavar="DIR", help=words_of.OPTIONS["data"])


def _check(options: argparse.Namespace) -> tuple[Answer, int]:
    from crediario import session
    from crediario.services.checking import check_shop

    with session.opened(options.data, ask=_ask_code) as ctx:
        report = check_shop(ctx)
    found = [
        {
            "code": each.code,
            "checked": each.checked,
            "failed": each.failed,
            "figure": str(each.figure) if each.figure is not None else None,
        }
        for each in report.invariants
    ]
    answer: Answer = {"ok": report.ok, "digest": report.digest, "invariants": found}
    if report.audit is not None:
        answer |= {
            "audit_begun": report.audit.begun,
            "audit_seals_checked": report.audit.sealed,
            "audit_earlier": report.audit.earlier,
            "audit_last": report.audit.noted,
        }
    return answer, 0 if report.ok else 1


def _audit_options(command: argparse.ArgumentParser) -> None:
    _data_options(command)
    command.add_argument("--noted", metavar="N-SELO", default="", help=words_of.OPTIONS["noted"])


def _audit(options: argparse.Namespace) -> tuple[Answer, int]:
    from crediario import session
    from crediario.domain.audit_verify import Noted
    from crediario.services.audit import audit_head, compare_note

    with session.opened(options.data) as ctx:
        head = audit_head(ctx)
        compared = compare_note(ctx, options.noted) if options.noted else None
    answer = {"rows": head.seq, "last": head.noted, "noted": compared.value if compared else None}
    return answer, 0 if compared in {None, Noted.SAME} else REFUSED


def _ask_code() -> str:
    """Asks whoever types the command for the shop's recovery code; a script is not asked."""
    from getpass import getpass

    return getpass(words_of.ASK_CODE) if sys.stdin.isatty() else ""


def _demo_options(command: argparse.ArgumentParser) -> None:
    _data_options(command)
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
    _data_options(command)
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
    _data_options(command)
    command.add_argument("--today", type=day, default=None)


def _papers(options: argparse.Namespace) -> tuple[Answer, int]:
    from crediario import demo, session

    with session.copy_of(options.data, options.today) as ctx:
        names = demo.print_samples(ctx, Path(options.out))
    return {"out": str(options.out), "papers": names}, 0


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help=words_of.OPTIONS["file"])
    _data_options(command)
    command.add_argument("--dry-run", action="store_true", help=words_of.OPTIONS["dry_run"])
    command.add_argument("--today", type=day, default=None, help=words_of.OPTIONS["today"])


def _import(options: argparse.Namespace) -> tuple[Answer, int]:
    report = _brought_in(options)
    totals = report.totals
    return {
        "dry_run": options.dry_run,
        "customers": totals.customers,
        "sales": totals.sales,
        "open_installments": totals.open_installments,
        "open_total": str(totals.open_total),
        "overdue_installments": totals.overdue_installments,
        "overdue_total": str(totals.overdue_total),
        "paid_installments": totals.paid_installments,
        "paid_total": str(totals.paid_total),
        "new": report.new,
        "repeated": report.repeated,
        "refused": [_refused_line(each) for each in report.refused],
        "ignored": [
            {"sheet": each.sheet, "line": each.line, "reason": each.reason.value} for each in report.ignored
        ],
    }, 0


def _brought_in(options: argparse.Namespace) -> "ImportReport":
    """Reads the file; only when it could be read is a shop made, and written to only for what is new."""
    from crediario import session
    from crediario.services import importing

    with session.opened_or_blank(options.data, options.today) as ctx:
        opened = importing.open_portfolio(ctx, Path(options.file))
        portfolio = importing.read_portfolio(ctx, opened, importing.suggested_mappings(ctx, opened))
        report = importing.preview_import(ctx, portfolio)
    if options.dry_run:
        return report
    with session.opened_or_new(options.data, options.today, _ask_code) as ctx:
        if not report.changes_something:
            return report
        order = importing.ImportOrder.of(str(uuid.uuid4()), portfolio)
        return importing.ImportReport.of(portfolio, importing.import_portfolio(ctx, order))


def _refused_line(refused: "RefusedRow") -> Answer:
    from crediario.documents.refused_lines import REASONS

    return {
        "sheet": refused.sheet,
        "line": refused.line,
        "column": refused.column,
        "value": refused.value,
        "reason": REASONS[refused.reason],
    }


def _score_options(command: argparse.ArgumentParser) -> None:
    _data_options(command)
    command.add_argument("--today", type=day, default=None, help=words_of.OPTIONS["today"])


def _score_report(options: argparse.Namespace) -> tuple[Answer, int]:
    from crediario import session
    from crediario.services.score_report import score_report

    with session.opened(options.data, options.today, ask=_ask_code) as ctx:
        report = score_report(ctx)
    ends = [each.start - 1 for each in report.ranges[1:]] + [HIGHEST]
    return {
        "scores_of": report.day.isoformat(),
        "watched_until": report.until.isoformat(),
        "customers": report.customers,
        "later_than_30": report.bad,
        "auc": _share(report.auc),
        "auc_not_late": _share(report.auc_not_late),
        "ranges": [
            {
                "score": f"{each.start}-{end}",
                "customers": each.customers,
                "later_than_30": each.bad,
                "share": _share(each.bad_share),
            }
            for each, end in zip(report.ranges, ends, strict=True)
        ],
    }, 0


def _share(value: Fraction | None) -> str | None:
    """A share of one with three decimals."""
    return None if value is None else f"{Decimal(value.numerator) / value.denominator:.3f}"


Prepare = Callable[[argparse.ArgumentParser], None]
Run = Callable[[argparse.Namespace], tuple[Answer, int]]

COMMANDS: dict[str, tuple[Prepare, Run]] = {
    "demo": (_demo_options, _demo),
    "simulate": (_plan_options, _simulate),
    "charges": (_charges_options, _charges),
    "payoff": (_payoff_options, _payoff),
    "pix": (_pix_options, _pix),
    "check": (_data_options, _check),
    "audit": (_audit_options, _audit),
    "import": (_import_options, _import),
    "score-report": (_score_options, _score_report),
    "screens": (_screens_options, _screens),
    "papers": (_papers_options, _papers),
}
