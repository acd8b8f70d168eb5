"""The papers of a sale just registered: carnê, contract, receipt of the entrada, promissory notes."""

from collections.abc import Iterator
from dataclasses import replace

from crediario.documents.wording import receipt_number
from crediario.services.papers import issue_carne, issue_receipt
from crediario.services.payments import PaymentView
from crediario.services.sale_papers import issue_contract, issue_promissory_notes
from crediario.services.sales import SaleView
from crediario.ui.issued_papers import Paper
from crediario.ui.sales import sale_words
from crediario.ui.sales.paper_choice import Papers

CARNE, CONTRACT, RECEIPT, NOTES = "carne", "contract", "receipt", "promissory_note"
SIGNED = "cliente"


def papers_of(sale: SaleView, payment: PaymentView | None, chosen: Papers) -> tuple[Paper, ...]:
    """What there is to issue. Contract and notes are made only where somebody wants them: they are signed."""
    return tuple(_papers(sale, payment, chosen))


def _papers(sale: SaleView, payment: PaymentView | None, chosen: Papers) -> Iterator[Paper]:
    count = len(sale.installments)
    about = sale_words.paper_counts(count)
    yield Paper(
        CARNE, f"Carnê {sale.number}", about[0], sale.sale_id, issue_carne, slips=count, goes_out=chosen.carne
    )
    contract = Paper(CONTRACT, "Contrato de venda a prazo", about[1], sale.sale_id, issue_contract)
    yield _signed(contract, chosen=chosen.contract)
    if payment is not None:
        said = f"recibo {receipt_number(payment.number)}"
        yield Paper(
            RECEIPT, "Recibo da entrada", said, payment.payment_id, issue_receipt, goes_out=chosen.receipt
        )
    title = "Nota promissória" if count == 1 else "Notas promissórias"
    notes = Paper(NOTES, title, about[3], sale.sale_id, issue_promissory_notes)
    yield _signed(notes, chosen=chosen.notes)


def _signed(paper: Paper, *, chosen: bool) -> Paper:
    return replace(paper, goes_out=chosen, waits=not chosen, signature=SIGNED)
