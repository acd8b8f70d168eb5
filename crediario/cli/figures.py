"""Commands that reckon without a shop: a plan, late charges, paying early, a Pix code."""

import argparse

from crediario.cli.arguments import Answer, Commands, WrongUsage, day, money, percent
from crediario.domain import pix
from crediario.domain.calendar import STATES, HolidayCalendar
from crediario.domain.charges import ChargeRules, OpenInstallment, charges_on
from crediario.domain.early import payoff_of_plan
from crediario.domain.money import Money
from crediario.domain.schedule import Every, Plan, PlanTerms, plan
from crediario.ui import command_words as words_of
from crediario.ui import messages


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


COMMANDS: Commands = {
    "simulate": (_plan_options, _simulate),
    "charges": (_charges_options, _charges),
    "payoff": (_payoff_options, _payoff),
    "pix": (_pix_options, _pix),
}
