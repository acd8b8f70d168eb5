"""What Nova venda says of plans, dates and people. No Qt here."""

from datetime import date

from crediario.documents import wording
from crediario.domain.br import format_date, format_money, format_rate, parse_document
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import DAYS, Every, Plan
from crediario.domain.settings import PlanOffer
from crediario.domain.tender import Method
from crediario.services.sales import SaleView
from crediario.ui.messages import words
from crediario.ui.sales.draft import Draft, Note
from crediario.ui.sales.draft_loads import Load, heaviest_share
from crediario.ui.sales.draft_plans import Option
from crediario.ui.words import WEEKDAYS, short_month

Line = tuple[str, str]
FEW_MONTHS = 6

#: F10 where what was typed last changes what the screen has shown until now.
LOOK_AGAIN = "As datas mudaram: confira e conclua"
SHORT_WEEKDAYS = ("seg", "ter", "qua", "qui", "sex", "sáb", "dom")
EVERY = (
    (Every.MONTH, "Mensal"),
    (Every.FORTNIGHT, "Quinzenal"),
    (Every.WEEK, "Semanal"),
    (Every.TWO_MONTHS, "Bimestral"),
)
EACH = {
    Every.WEEK: "/semana",
    Every.FORTNIGHT: "/15 dias",
    Every.MONTH: "/mês",
    Every.TWO_MONTHS: "/2 meses",
}
METHODS = (
    (Method.CASH, "Dinheiro"),
    (Method.PIX, "Pix"),
    (Method.DEBIT, "Débito"),
    (Method.CREDIT, "Crédito"),
    (Method.CHEQUE, "Cheque"),
)


# -- dates


def weekday(day: date) -> str:
    """``sexta-feira``."""
    return WEEKDAYS[day.weekday()]


def short_day(day: date) -> str:
    """``10/07``."""
    return f"{day.day:02d}/{day.month:02d}"


def distance(day: date, today: date) -> str:
    """``daqui a 31 dias``."""
    days = (day - today).days
    if days < 0:
        return "já passou"
    return {0: "hoje", 1: "amanhã"}.get(days, f"daqui a {days} dias")


def due_words(day: date, today: date, calendar: HolidayCalendar, payday: int | None) -> str:
    """``Sexta-feira, daqui a 31 dias. Recebe no dia 5.``; a day off says until when it may be paid."""
    said = f"{weekday(day).capitalize()}, {distance(day, today)}."
    moved = calendar.moved_due(day)
    if moved != day:
        said += f" Pode pagar até {SHORT_WEEKDAYS[moved.weekday()]} {short_day(moved)}."
    return f"{said} Recebe no dia {payday}." if payday else said


# -- people


def masked(document: str | None) -> str:
    """``***.456.789-**``; without one, it says so."""
    return parse_document(document).masked if document else "sem CPF"


def late_words(count: int) -> str:
    """``Em dia`` or ``2 em atraso``."""
    return f"{count} em atraso" if count else "Em dia"


# -- plans


def plan_title(offer: PlanOffer) -> str:
    """``6× sem juros``."""
    return f"{offer.count}× {'com' if offer.rate else 'sem'} juros"


def amount_words(option: Option) -> str:
    """The installment, or a dash."""
    return format_money(option.plan.installments[0].amount) if option.plan else "—"


def option_lines(option: Option, income: Money | None) -> tuple[Line, ...]:
    """The figures the law asks for, or which minimum fails."""
    if option.plan is not None:
        return _plan_lines(option.plan, income)
    if option.refusal is not None:
        return ((words(option.refusal).title, ""),)
    lines = []
    if option.least_price is not None:
        lines.append(("Compra mínima", format_money(option.least_price)))
    if option.least_down_payment is not None:
        lines.append(("Entrada mínima", format_money(option.least_down_payment)))
    return tuple(lines)


def _plan_lines(plan: Plan, income: Money | None) -> tuple[Line, ...]:
    share = heaviest_share(plan, income)
    lines = (
        ("Total", format_money(plan.total)),
        ("Juros, ao todo", format_money(plan.interest) if plan.interest else "nenhum"),
        ("Taxa ao mês", format_rate(plan.terms.rate)),
        ("Taxa ao ano", format_rate(plan.rate_year)),
        ("CET ao ano", format_rate(plan.total_effective_cost)),
        ("Última em", format_date(plan.installments[-1].due_date)),
    )
    return lines if share is None else (*lines, ("Da renda mensal", share_words(share)))


def share_words(share: Rate) -> str:
    """``7,9%``."""
    return format_rate(share, 1)


def suggestion(draft: Draft, offer: PlanOffer) -> str:
    """``sugerida: 10%, R$ 129,00``; nothing where the plan asks for no entrada."""
    if not offer.min_down_payment:
        return "opcional"
    percent = f"{offer.min_down_payment.fraction * 100:f}".rstrip("0").rstrip(".").replace(".", ",")
    said = f"sugerida: {percent}%"
    if draft.price is None:
        return said
    return f"{said}, {format_money(offer.suggested_down_payment(draft.price))}"


def financed_words(draft: Draft) -> str:
    """``R$ 1.140,00 a parcelar, depois da entrada``."""
    if draft.price is None or draft.entrada >= draft.price:
        return ""
    after = ", depois da entrada" if draft.entrada else ""
    return f"{format_money(draft.price - draft.entrada)} a parcelar{after}"


def odd_last(plan: Plan) -> str:
    """The last installment, where it is not like the others; else nothing."""
    last = plan.installments[-1].amount
    return f"última de {format_money(last)}" if last != plan.installments[0].amount else ""


def first_words(plan: Plan) -> str:
    """``1ª em 10/07/2026, sexta-feira``, and the last where it differs."""
    due = plan.installments[0].due_date
    odd = odd_last(plan)
    return f"1ª em {format_date(due)}, {weekday(due)}" + (f"\n{odd}" if odd else "")


def done_words(sale: SaleView) -> str:
    """``Rosângela Aparecida Lima · Máquina de lavar 11 kg · 6× de R$ 190,00 sem juros``."""
    each = format_money(sale.installments[0].amount)
    plan = f"{len(sale.installments)}× de {each} {'com' if sale.interest else 'sem'} juros"
    return f"{sale.customer_name} · {sale.items_text} · {plan}"


def carne_words(count: int) -> str:
    """``capa e 6 parcelas``."""
    return f"capa e {count} parcela{'s' * (count > 1)}"


def note_words(note: Note) -> str:
    """``nota 1.234``."""
    return f"nota {wording.figures(note.number)}"


def paper_counts(count: int) -> tuple[str, str, str, str]:
    """How much paper carnê, contract, receipt and promissory notes are, for so many installments."""
    return carne_words(count), "2 vias", "1 via", f"{count} nota{'s' * (count > 1)}"


def points_words(points: int) -> str:
    """``Pagando em dia ganha 1.140 pontos.``, of the whole plan."""
    return f"Pagando em dia ganha {wording.points_words(points)}."


def month_words(load: Load, every: Every) -> str:
    """``10/07/2026`` where the month has one installment of this sale, else ``jul/26``."""
    if every in DAYS or not load.new:
        return short_month(load.month)
    return format_date(load.month)


def item_words(draft: Draft) -> str:
    """What is bought, in one line; empty while nobody said."""
    if not draft.items:
        return draft.item
    return ", ".join(
        each.description if each.quantity == 1 else f"{each.quantity} × {each.description}"
        for each in draft.items
    )


def load_words(load: Load, every: Every, months: int) -> Line:
    """Below a bar: its due date, or its month where there are several; and the income it takes."""
    many = months > FEW_MONTHS
    share = share_words(load.share) if load.share is not None else ""
    if every in DAYS or not load.new:
        name = short_month(load.month)
    elif many:
        name = short_day(load.month)
    else:
        name = f"{short_day(load.month)} {SHORT_WEEKDAYS[load.month.weekday()]}"
    return name, f"{share} da renda" if share and not many else share
