"""The papers of a sale just registered: its carnê, and the receipt of the entrada when there was one."""

from crediario.services.papers import issue_carne, issue_receipt
from crediario.services.payments import PaymentView
from crediario.services.sales import SaleView
from crediario.ui.issued_papers import Paper
from crediario.ui.messages import receipt_words
from crediario.ui.sales import sale_words
from crediario.ui.sales.paper_choice import Papers

CARNE, RECEIPT = "carne", "receipt"


def papers_of(sale: SaleView, payment: PaymentView | None, chosen: Papers) -> tuple[Paper, ...]:
    """What is to be issued."""
    count = len(sale.installments)
    about = sale_words.carne_words(count)
    carne = Paper(
        CARNE, f"Carnê {sale.number}", about, sale.sale_id, issue_carne, slips=count, goes_out=chosen.carne
    )
    if payment is None:
        return (carne,)
    about = f"recibo {receipt_words(payment.number)}, 80 mm"
    return (carne, Paper(RECEIPT, "Recibo da entrada", about, payment.payment_id, issue_receipt))
