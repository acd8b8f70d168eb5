"""What Caixa says: why so much is expected, what differs, what to do next. Imports no Qt."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.cash_closing import NOTES
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services.cash import CashDesk, DrawerKind, DrawerLine, SessionRow, TillMeans, TillState
from crediario.services.cash_closing import ClosingDone, ClosingRow
from crediario.ui.words import counted

OPEN_TITLE, CLOSING_TITLE, CLOSED_TITLE, PAST_TITLE = (
    "Caixa", "Fechamento de caixa", "Abrir o caixa", "Fechamentos anteriores",
)  # fmt: skip
BLIND = "Fechamento às cegas: conte primeiro; o que o sistema espera aparece depois."
SHEET_TITLE = "Prévia da fita"
SHEET_HINT = "como sairia agora; o caixa continua aberto"
EARLIER = "Este turno é de outro dia. Ele funciona, mas feche e abra de novo para o dia ficar certo."
_LINES = {
    DrawerKind.FLOAT: "Fundo de troco",
    DrawerKind.RECEIPTS: "Recebimentos em dinheiro",
    DrawerKind.DOWN_PAYMENTS: "Entradas de vendas",
    DrawerKind.REVERSALS: "Estornos em dinheiro",
    DrawerKind.REFUNDS: "Devoluções e crédito pago",
    DrawerKind.DROP: "Sangria",
    DrawerKind.SUPPLY: "Suprimento",
    DrawerKind.CORRECTION: "Correção",
    DrawerKind.ROUNDING: "Arredondamento de troco",
}


Tone = Literal["ok", "att", "late"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the difference is: its name, the figure, what follows from it, and its colour."""

    name: str
    figure: str
    follows: str
    tone: Tone


def bar_words(state: TillState) -> tuple[str, Tone]:
    """``Caixa 02 aberto``, as the top bar says it, and the colour of its dot."""
    till = f"Caixa {state.till_number:02d}"
    if state.session is None:
        return f"{till} fechado", "late"
    if state.of_earlier_day:
        return f"{till} aberto desde {state.session.opened_on:%d/%m}", "att"
    return f"{till} aberto", "ok"


def hour(moment: datetime, zone: tzinfo | None) -> str:
    """``08:02``, as the clocks of the shop show it."""
    return f"{moment.astimezone(zone):%H:%M}"


def moment_words(moment: datetime, today: date, zone: tzinfo | None) -> str:
    """``às 08:02``, or with the day where it was another: ``em 08/06/2026 às 08:02``."""
    local = moment.astimezone(zone)
    at = f"às {local:%H:%M}"
    return at if local.date() == today else f"em {format_date(local.date())} {at}"


def session_words(session: SessionRow, today: date, zone: tzinfo | None) -> str:
    """``Caixa 02 · aberto às 08:02 por Joana P.``."""
    since = moment_words(session.opened_at, today, zone)
    return f"Caixa {session.till_number:02d} · aberto {since} por {session.operator_name}"


def line_words(line: DrawerLine, zone: tzinfo | None) -> str:
    """``Sangria, 14:41 · banco``; of many, how many: ``Recebimentos em dinheiro, 21``."""
    name = _LINES[line.kind]
    if line.corrects is not None:
        name = f"{name} do fechamento {line.corrects}"
    tail = hour(line.at, zone) if line.at else str(line.count)
    if line.kind is DrawerKind.ROUNDING:
        return name
    return f"{name}, {tail} · {line.reason}" if line.reason else f"{name}, {tail}"


def means_hint(means: TillMeans) -> str:
    """Where the counted figure of a means comes from."""
    if means.method is Method.CASH:
        return "contado agora"
    if means.method is Method.PIX:
        return f"confirmados um a um, {means.receipts}"
    if means.method is Method.CHEQUE:
        return "some os cheques"
    return "relatório da maquininha"


def signed(amount: Money) -> str:
    """``−1,99``; what is too much carries its sign too."""
    return f"+{format_amount(amount)}" if amount > Money.ZERO else format_amount(amount)


def verdict(difference: Money, tolerance: Money, *, beyond: bool) -> Verdict:
    """What the drawer's difference is, and what it takes to close with it."""
    figure, limit = format_money(abs(difference)), format_money(tolerance)
    name = "Falta na gaveta" if difference < Money.ZERO else "Sobra na gaveta"
    if beyond:
        follows = f"Acima da tolerância de {limit}: pede o motivo e a gerência."
        return Verdict(name if difference else "Diferença em outra forma", figure, follows, "late")
    if not difference:
        return Verdict("A gaveta confere", figure, "Nada falta e nada sobra.", "ok")
    follows = f"Dentro da tolerância de {limit}. Fecha sem a gerência; a diferença fica registrada."
    return Verdict(name, figure, follows, "att")


def recounts_words(left: int) -> str:
    """How many times the drawer may still be counted."""
    if not left:
        return "Esta foi a última contagem: o caixa fecha com ela."
    return f"Pode contar de novo {counted(left, 'vez', 'vezes')}."


def done_words(done: ClosingDone) -> tuple[str, str]:
    """The head of what was closed."""
    difference = done.difference
    if not difference:
        said = "A gaveta confere"
    else:
        said = f"{'Falta' if difference < Money.ZERO else 'Sobra'} {format_money(abs(difference))}"
    safe = f"recolha {format_money(done.collected)} ao cofre"
    stays = f"deixe {format_money(done.float_left)} na gaveta"
    return f"Caixa fechado, nº {done.number}", f"{said} · {safe} · {stays}"


def left_words(desk: CashDesk) -> str:
    """What the last closing left in the drawer."""
    if desk.float_left is None:
        return "Conte o que está na gaveta antes de começar."
    return f"O último fechamento deixou {format_money(desk.float_left)}. Conte e confirme."


def piece_words(value: Money) -> str:
    """``Notas de 50,00``, for the screen reader."""
    return f"{'Notas' if value in NOTES else 'Moedas'} de {format_amount(value)}"


def closing_about(row: ClosingRow, zone: tzinfo | None) -> str:
    """``08:02 às 18:07``."""
    return f"{hour(row.opened_at, zone)} às {hour(row.closed_at, zone)}"


def difference_words(row: ClosingRow) -> str:
    """``−1,99``, or that there was none; what was corrected since is said too."""
    said = signed(row.difference) if row.difference else "confere"
    return f"{said} · corrigido {signed(row.corrected)}" if row.corrected else said
