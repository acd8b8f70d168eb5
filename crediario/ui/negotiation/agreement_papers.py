"""The papers of an agreement just made: the termo, the new carnê, the receipt of what was paid."""

from crediario.documents.wording import receipt_number
from crediario.domain.issuing import ReceiptForm
from crediario.domain.negotiation import OfferKind
from crediario.services.negotiation import AgreementView
from crediario.services.papers import issue_agreement, issue_carne, issue_receipt
from crediario.ui.issued_papers import Paper
from crediario.ui.words import RECEIPT_FORMS, counted

TERM, CARNE, RECEIPT = "term", "carne", "receipt"


def papers_of(view: AgreementView, form: ReceiptForm) -> tuple[Paper, ...]:
    """What is to be issued; paid at once, there is no carnê, and nothing paid makes no receipt.

    ``form`` is what this computer draws receipts for.
    """
    wanted = [
        Paper(TERM, f"Termo do acordo nº {view.number}", "duas vias", view.agreement_id, issue_agreement)
    ]
    if view.kind is not OfferKind.CASH:
        count = len(view.lines)
        about = f"capa e {counted(count, 'parcela', 'parcelas')}"
        wanted.append(
            Paper(CARNE, f"Carnê {view.contract_number}", about, view.sale_id, issue_carne, slips=count)
        )
    if view.payment_id is not None and view.receipt_number is not None:
        about = f"recibo {receipt_number(view.receipt_number)}, {RECEIPT_FORMS[form]}"
        wanted.append(Paper(RECEIPT, "Recibo do acordo", about, view.payment_id, issue_receipt))
    return tuple(wanted)
