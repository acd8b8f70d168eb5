"""Commands that look a shop over: its invariants, its audit, its scores."""

import argparse
from decimal import Decimal
from fractions import Fraction

from crediario.cli.arguments import REFUSED, Answer, Commands, data_options, day
from crediario.cli.recovery import ask_code
from crediario.domain.credit.score import HIGHEST
from crediario.ui import command_words as words_of


def _check(options: argparse.Namespace) -> tuple[Answer, int]:
    from crediario import session
    from crediario.services.checking import check_shop

    with session.opened(options.data, ask=ask_code) as ctx:
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
    data_options(command)
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


def _score_options(command: argparse.ArgumentParser) -> None:
    data_options(command)
    command.add_argument("--today", type=day, default=None, help=words_of.OPTIONS["today"])


def _score_report(options: argparse.Namespace) -> tuple[Answer, int]:
    from crediario import session
    from crediario.services.score_report import score_report

    with session.opened(options.data, options.today, ask=ask_code) as ctx:
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


COMMANDS: Commands = {
    "check": (data_options, _check),
    "audit": (_audit_options, _audit),
    "score-report": (_score_options, _score_report),
}
