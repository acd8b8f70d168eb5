"""What who manages the shop sees: late payments, settings, files from elsewhere, people, credit, privacy."""

import uuid
from pathlib import Path
from tempfile import TemporaryDirectory

from crediario.domain.permissions import Role
from crediario.services.bank import StatementOrder, import_statement, read_bank_statement
from crediario.services.overdue import aging
from crediario.services.payments import receiving_desk
from crediario.ui.navigation import CreditAnalysis, MergeCustomers, PersonPrivacy
from crediario.ui.overdue.profile_finder import ProfileFinder
from crediario.ui.tour.counter import PAYER
from crediario.ui.tour.hands import Hands
from crediario.ui.tour.portfolio import portfolio_file
from crediario.ui.tour.statement import statement_file

A_MOMENT_MS = 2 * ProfileFinder.rest_ms


def overdue(hands: Hands) -> None:
    """The fullest band, two marked; then what falls due this month."""
    hands.let_in(Role.MANAGER)
    fullest = max(aging(hands.ctx).bands, key=lambda each: each.customers)
    hands.press("F7", *["Right"] * fullest.band, "Space", "Down", "Down", "Space", "Up")
    hands.rest(A_MOMENT_MS)
    hands.take("05-pendencias")
    hands.press("Alt+2", "Right", "Right")
    hands.rest(A_MOMENT_MS)
    hands.take("05b-a-vencer")


def settings(hands: Hands) -> None:
    """Ajustes by its tabs, the shop's data, the days it is closed."""
    hands.let_in(Role.MANAGER)
    hands.press("Ctrl+5")
    for name, tab in (
        ("15b-ajustes-planos", "Alt+1"),
        ("15-ajustes", "Alt+2"),
        ("15c-ajustes-recebimento", "Alt+4"),
        ("15d-ajustes-documentos", "Alt+5"),
        ("15e-ajustes-impressao", "Alt+0"),
    ):
        hands.press(tab)
        hands.take(name)
    for name, keys in (("15f-dados-da-loja", "Ctrl+6"), ("15g-dias-sem-expediente", "Ctrl+7")):
        hands.window.home()
        hands.press("Ctrl+5", keys)
        hands.take(name)
    hands.window.home()


def portfolio(hands: Hands) -> None:
    """A notebook comes in, two of its lines refused."""
    hands.let_in(Role.MANAGER)
    hands.press("Ctrl+O")
    hands.take("16-importar-1-arquivo")
    with TemporaryDirectory() as folder:
        hands.dialogs.file = portfolio_file(Path(folder), hands.ctx.clock.today())
        for name in ("2-colunas", "3-conferencia", "4-pronto"):
            hands.press("F10")
            hands.take(f"16-importar-{name}")


def bank(hands: Hands) -> None:
    """What the bank says came in, beside the slips it pays."""
    hands.let_in(Role.MANAGER)
    desk = receiving_desk(hands.ctx, hands.customer(PAYER))
    with TemporaryDirectory() as folder:
        path = statement_file(Path(folder), desk)
        file = read_bank_statement(hands.ctx, path)
    import_statement(hands.ctx, StatementOrder.of(str(uuid.uuid4()), file, new_account=True))
    hands.press("Ctrl+5", "Ctrl+M")
    hands.take("33-extrato")
    hands.window.home()


def audit(hands: Hands) -> None:
    """Everything done so far, read through and found whole."""
    hands.let_in(Role.MANAGER)
    hands.press("Ctrl+5", "Ctrl+U", "F10")
    hands.take("17-auditoria")


def people(hands: Hands) -> None:
    """Who works here, and what one of them may."""
    hands.let_in(Role.OWNER)
    hands.press("Ctrl+5", "Ctrl+T")
    hands.take("18-pessoas")
    hands.press("Down", "Return")
    hands.take("18b-pessoa")
    hands.window.home()


def credit(hands: Hands) -> None:
    """The rules, one customer analysed, what became of sales let through, and other rules tried."""
    hands.let_in(Role.MANAGER)
    for name, keys in (
        ("30-politica", ("Ctrl+9",)),
        ("30c-vendas-liberadas", ("Alt+Y",)),
        ("30d-simulacao", ("Alt+I", "F10")),
    ):
        hands.press("Ctrl+5", *keys)
        hands.take(name)
        hands.window.home()
    customer = hands.customer(PAYER)
    hands.window.open(CreditAnalysis(customer))
    hands.take("30b-analise")
    hands.window.open_customer(customer)
    hands.press("Alt+5")
    hands.take("02c-ficha-credito")
    hands.window.home()


def privacy(hands: Hands) -> None:
    """The register of the shop, and one person's own page."""
    hands.let_in(Role.MANAGER)
    hands.press("Ctrl+5", "Alt+K")
    hands.take("31-privacidade")
    hands.window.open(PersonPrivacy(hands.customer(PAYER)))
    hands.take("31b-privacidade-pessoa")
    hands.window.open(MergeCustomers(hands.customer(PAYER)))
    hands.take("32-unificar")
    hands.window.home()
