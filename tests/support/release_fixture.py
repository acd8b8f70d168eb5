"""The small shop file kept of each release, which every later version must open, check and read alike.

``python -m tests.support.release_fixture`` makes it anew; only before its release is published.
"""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from crediario.db.connection import SHOP_FILE
from crediario.demo.drawer import Drawer
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import Conditions, OfferKind, offer
from crediario.domain.tender import Method, Tender
from crediario.services import (
    cash,
    checking,
    customers,
    due_moves,
    negotiation,
    papers,
    payments,
    returns,
)
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale, payment_order
from tests.support.importing import brought_in
from tests.support.portfolios import write_csv
from tests.support.shop import CASHIER, as_person, build_shop, new_id, on_day, open_shop, system

FIXTURES = Path(__file__).parent.parent / "db" / "fixtures"
#: The release being made; those before it are never made again.
RELEASE = FIXTURES / "release-1.3"
DIGEST_FILE = "digest.txt"
#: A line or two of an old notebook: one installment paid, one late.
NOTEBOOK = (
    ("Cliente", "CPF", "Contrato", "Parcela", "Vencimento", "Valor", "Pago em"),
    ("Dora Lins", "123.456.789-09", "77", "1/2", "10/05/2026", "100,00", "12/05/2026"),
    ("Dora Lins", "123.456.789-09", "77", "2/2", "10/06/2026", "100,00", ""),
)
PEOPLE = (
    ("Maria das Dores Silva", "52998224725", "34 9 9100-0001"),
    ("José Antônio Souza", "11144477735", "34 9 9100-0002"),
    ("Conceição Aparecida Nunes", "39053344705", "34 9 9100-0003"),
)


def make_release(folder: Path) -> str:
    """Makes the shop in a new folder, one file and nothing beside it; gives back its digest."""
    build_shop(folder)
    ctx = open_shop(folder)
    with ctx.connected():
        _tell(ctx)
        digest = checking.check_shop(system(ctx)).digest
        ctx.database.execute_sql("VACUUM")
        ctx.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return digest


def _tell(ctx: Context) -> None:
    """Four sales, seven receipts and one undone, an old notebook and an agreement, over three months."""
    maria, jose, conceicao = (_customer(ctx, *each) for each in PEOPLE)
    bicycle = a_sale(ctx, maria, down_payment=Money(60_00), rate=Rate.percent("0.90"), pieces=4)
    papers.issue_carne(ctx, papers.PaperOrder(new_id(), bicycle.sale_id))
    a_sale(ctx, jose, Money(100_01), pieces=3)
    on_day(ctx, date(2026, 7, 9))
    a_payment(ctx, maria, handed=Money(100_00))
    a_payment(ctx, jose, handed=Money(20_00), method=Method.PIX)
    a_sale(ctx, conceicao, Money(899_90), pieces=10, rate=Rate.percent(1))
    on_day(ctx, date(2026, 8, 20))
    late = a_payment(ctx, jose, pieces=2)
    papers.issue_receipt(ctx, papers.PaperOrder(new_id(), late.payment_id))
    a_reversal(ctx, a_payment(ctx, conceicao).payment_id)
    a_payment(ctx, conceicao)
    a_sale(ctx, maria, Money(250_00), pieces=2)
    a_payment(ctx, maria, handed=Money(30_00))
    with TemporaryDirectory(prefix="crediario-") as folder:
        brought_in(ctx, write_csv(Path(folder) / "caderno.csv", [list(line) for line in NOTEBOOK]))
    _agree(ctx, jose)
    _till(ctx, maria, conceicao)


def _till(ctx: Context, maria: int, conceicao: int) -> None:
    """Change kept and used, a due date moved, goods back, money to the safe, the drawer closed."""
    order = payment_order(ctx, maria, 1)
    handed = (Tender(Method.CASH, order.quoted + Money(40_00)),)
    payments.receive_payment(ctx, replace(order, tenders=handed, kept=Money(25_00)))
    order = payment_order(ctx, maria, 1)
    parts = (Tender(Method.STORE_CREDIT, Money(10_00)), Tender(Method.CASH, order.quoted - Money(10_00)))
    payments.receive_payment(ctx, replace(order, tenders=parts))
    row = payments.receiving_desk(ctx, conceicao).rows[0]
    due_moves.move_due_date(
        ctx,
        due_moves.DueMoveOrder(
            new_id(), conceicao, row.installment_id, ctx.today + timedelta(days=9), True, "salário atrasou"
        ),
    )
    _goods_back(ctx, a_sale(ctx, conceicao, Money(120_00), pieces=2, down_payment=Money(20_00)).sale_id)
    cash.drop_cash(ctx, cash.MoveOrder(new_id(), Money(50_00), "cofre"))
    Drawer(as_person(ctx, CASHIER), new_id).close()


def _goods_back(ctx: Context, sale_id: int) -> None:
    desk = returns.return_desk(ctx, sale_id)
    result = desk.returned({}, whole=True)
    order = returns.ReturnOrder(
        new_id(), sale_id, desk.facts.customer_id, (), True, returns.RefundBy.CASH,
        result.settled, result.refund, "não serviu",
    )  # fmt: skip
    returns.return_sale(ctx, order)


def _agree(ctx: Context, customer: int) -> None:
    """All that is late is divided anew, the down payment received."""
    desk = negotiation.negotiation_desk(ctx, customer)
    late = [row.quote for row in desk.rows if row.is_late]
    taken = offer(OfferKind.INSTALLMENTS, late, Conditions(count=2), desk.settings, desk.today)
    terms = taken.terms(customer)
    made = negotiation.make_agreement(
        ctx, negotiation.AgreementOrder(new_id(), terms, taken.due_today, taken.total)
    )
    papers.issue_agreement(ctx, papers.PaperOrder(new_id(), made.agreement_id))


def _customer(ctx: Context, name: str, document: str, phone: str) -> int:
    return a_customer(ctx, name, document=document, phones=(customers.PhoneDraft(phone),))


def main() -> None:
    """Puts a new file and its digest in the place of the old ones."""
    with TemporaryDirectory(prefix="crediario-") as made:
        digest = make_release(Path(made) / "loja")
        RELEASE.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(made) / "loja" / SHOP_FILE, RELEASE / SHOP_FILE)
    (RELEASE / DIGEST_FILE).write_text(digest + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
