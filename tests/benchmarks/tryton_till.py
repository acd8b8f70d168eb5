"""A sale of 12 and a receipt of 3 as Tryton does them: run by a Python that has Tryton, never imported.

``python tryton_till.py FOLDER`` makes a new book in the folder and says ``ready``. Each line ``sale`` or
``receipt`` it then reads is done once, and answered with its seconds: by the clock, and the processor's. A
receipt is timed from the OK of Tryton's own form on; the form is opened before, as our screen is.
"""

import os
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

PRICE = Decimal("1290.00")
PIECES = 12
RECEIVED = 3
#: Served one after the other, as our own are.
CUSTOMERS = 20


class Book:
    """A new book on SQLite with one product, a term of twelve months and some customers, ready to sell."""

    def __init__(self) -> None:
        from proteus import Model
        from trytond.modules.account.tests.tools import create_chart
        from trytond.modules.company.tests.tools import create_company
        from trytond.tests.tools import activate_modules

        self._config = activate_modules("account_invoice", create_company, create_chart)

        self._model = Model.get
        self._open_year()
        self._term = self._made_term()
        self._product = self._made_product()
        self._means = self._made_means()
        self._customers = self._made_customers()
        self._posted: list[int] = []

    def sale(self) -> Callable[[], None]:
        """One transaction: the invoice with its line, posted, so that twelve amounts are receivable."""
        return lambda: self._posted.append(self._in_transaction(self._sell))

    def receipt(self) -> Callable[[], None]:
        """One transaction, by the form's OK: three of an invoice's amounts received and reconciled."""
        invoice = self._posted.pop(0)
        session, filled = self._in_transaction(lambda: self._open_form(invoice), invoice)
        return lambda: self._in_transaction(lambda: self._receive(session, filled), invoice)

    def _in_transaction(self, work: Callable[[], Any], invoice: int | None = None) -> Any:
        """As Tryton's own dispatcher does it: begun anew when a lock has to be taken first."""
        from trytond.transaction import Transaction, TransactionError

        place = (self._config.database_name, self._config.user)
        context = {"company": self._company}
        if invoice is not None:
            context |= {"active_model": "account.invoice", "active_id": invoice, "active_ids": [invoice]}
        locks: dict[str, Any] = {}
        while True:
            with Transaction().start(*place, context=context, **locks) as transaction:
                try:
                    return work()
                except TransactionError as error:
                    transaction.rollback()
                    error.fix(locks)

    def _sell(self) -> int:
        from trytond.pool import Pool

        invoices, lines = (Pool().get(name) for name in ("account.invoice", "account.invoice.line"))
        line = lines(type="line", product=self._product, unit=self._unit, quantity=1)
        line.account, line.unit_price = self._sales, PRICE
        invoice = invoices(type="out", company=self._company, currency=self._currency, lines=[line])
        invoice.party = self._customers[len(self._posted) % CUSTOMERS]
        invoice.on_change_type()
        invoice.on_change_party()
        invoice.payment_term = self._term
        invoice.save()
        invoices.post([invoice])
        if len(invoice.lines_to_pay) != PIECES:
            raise AssertionError(f"{len(invoice.lines_to_pay)} amounts receivable, not {PIECES}")
        return int(invoice.id)

    def _open_form(self, invoice_id: int) -> tuple[int, dict[str, Any]]:
        """The form *Pay invoice*, filled with what three amounts come to."""
        from trytond.pool import Pool

        form, invoice = self._form(), Pool().get("account.invoice")(invoice_id)
        session, start, _ = form.create()
        given = form.execute(session, {}, start)["view"]["defaults"]
        filled = {name: value for name, value in given.items() if "." not in name}
        amount = sum(line.debit for line in invoice.lines_to_pay[:RECEIVED])
        closed, rest = invoice.get_reconcile_lines_for_amount(amount, invoice.currency, party=invoice.party)
        if rest or len(closed) != RECEIVED:
            raise AssertionError(f"{len(closed)} amounts would be received, {rest} left")
        paid = {"amount": amount, "payment_method": self._means, "date": Pool().get("ir.date").today()}
        return session, filled | paid

    def _receive(self, session: int, filled: dict[str, Any]) -> None:
        if self._form().execute(session, {"start": filled}, "choice"):
            raise AssertionError("the form asked more")

    @staticmethod
    def _form() -> Any:
        from trytond.pool import Pool

        return Pool().get("account.invoice.pay", type="wizard")

    def _open_year(self) -> None:
        from trytond.modules.account.tests.tools import create_fiscalyear, get_accounts
        from trytond.modules.account_invoice.tests.tools import set_fiscalyear_invoice_sequences
        from trytond.modules.company.tests.tools import get_company

        year = set_fiscalyear_invoice_sequences(create_fiscalyear())
        year.click("create_period")
        company, self._accounts = get_company(), get_accounts()
        self._company, self._currency = int(company.id), int(company.currency.id)
        self._sales = int(self._accounts["revenue"].id)

    def _made_term(self) -> int:
        term = self._model("account.invoice.payment_term")(name=f"{PIECES} vezes")
        for month in range(1, PIECES):
            line = term.lines.new(type="percent_on_total", ratio=round(Decimal(1) / PIECES, 8))
            (delta,) = line.relativedeltas or [line.relativedeltas.new()]
            delta.months = month
        term.lines.new(type="remainder").relativedeltas.new(months=PIECES)
        term.save()
        return int(term.id)

    def _made_product(self) -> int:
        category = self._model("product.category")(name="Móveis", accounting=True)
        category.account_expense = self._accounts["expense"]
        category.account_revenue = self._accounts["revenue"]
        category.save()
        (unit,) = self._model("product.uom").find([("name", "=", "Unit")])
        template = self._model("product.template")(name="Máquina de lavar", default_uom=unit, type="service")
        template.list_price, template.account_category = PRICE, category
        template.save()
        self._unit = int(unit.id)
        return int(template.products[0].id)

    def _made_means(self) -> int:
        (journal,) = self._model("account.journal").find([("type", "=", "cash")])
        means = self._model("account.invoice.payment.method")(name="Dinheiro", journal=journal)
        means.credit_account = means.debit_account = self._accounts["cash"]
        means.save()
        return int(means.id)

    def _made_customers(self) -> list[int]:
        party = self._model("party.party")
        people = [party(name=f"Pessoa {number}") for number in range(1, CUSTOMERS + 1)]
        for each in people:
            each.save()
        return [int(each.id) for each in people]


def main(folder: Path) -> None:
    """Answers until nobody asks any more."""
    os.environ |= {"TRYTOND_DATABASE__PATH": str(folder.absolute()), "DB_NAME": "peer"}
    book = Book()
    print("ready", flush=True)
    for asked in sys.stdin:
        act = getattr(book, asked.strip())()
        start, cpu = perf_counter(), process_time()
        act()
        print(perf_counter() - start, process_time() - cpu, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
