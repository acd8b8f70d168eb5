"""What a receipt being made still lacks, in words. Imports no Qt."""

from crediario.documents.wording import receipt_number, short_day
from crediario.domain.br import format_money
from crediario.domain.money import MAX_AMOUNT, Money
from crediario.domain.tender import Method
from crediario.gateways.clock import Clock, at_shop
from crediario.services.payments import PixUsed
from crediario.ui.payments.receive_draft import ReceiveDraft

KEEP_KEY = "Alt+H"
CODE_MISSING = "Falta o final do código do Pix: 4 letras ou números."


def problem(draft: ReceiveDraft) -> str:
    """Why it cannot be received yet; empty when it can."""
    return (
        part_problem(draft)
        or _excess_problem(draft)
        or _down_payment_problem(draft)
        or _waiver_problem(draft)
        or _approval_problem(draft)
    )


def part_problem(draft: ReceiveDraft) -> str:
    """What is wrong with the part being typed; empty when it may join the list."""
    if not draft.marked:
        return "Marque o que vai ser pago."
    if wrong := amount_problem(draft):
        return wrong
    if not draft.tenders:
        return "Digite um valor maior que zero."
    has_code = draft.code_complete or draft.without_code
    if draft.amount and draft.method is Method.PIX and not has_code:
        return CODE_MISSING
    return ""


def can_book(draft: ReceiveDraft) -> bool:
    """Whether there is a part to book: typed, or a Pix already confirmed."""
    is_confirmed = draft.method is Method.PIX and (draft.code_complete or draft.without_code)
    is_meant = draft.typed is not None or is_confirmed or draft.method is Method.STORE_CREDIT
    return is_meant and bool(draft.amount) and not part_problem(draft)


def amount_problem(draft: ReceiveDraft) -> str:
    """What is wrong with the amount typed."""
    if draft.unreadable:
        return "Confira o valor digitado."
    if draft.typed is not None and not draft.typed:
        return "Digite um valor maior que zero."
    if draft.amount > MAX_AMOUNT:
        return "O valor digitado é alto demais."
    if draft.method is Method.STORE_CREDIT:
        return _credit_problem(draft)
    if draft.method is not Method.CASH and draft.amount > draft.rest and not draft.keeps:
        beyond = format_money(draft.amount - draft.rest)
        return f"Só o dinheiro dá troco. {KEEP_KEY} guarda os {beyond} a mais como crédito na loja."
    return ""


def _credit_problem(draft: ReceiveDraft) -> str:
    most = min(draft.credit_left, draft.rest)
    if draft.amount > most:
        return f"Aqui o crédito na loja paga até {format_money(most)}."
    return "" if draft.amount or draft.booked else "Não há crédito na loja a usar."


def _excess_problem(draft: ReceiveDraft) -> str:
    if draft.change > draft.cash:
        how = f"retire um valor, marque mais parcelas ou guarde o que passa com {KEEP_KEY}"
        return f"O que foi lançado passa do total: {how}."
    credits = (part.amount for part in draft.tenders if part.method is Method.STORE_CREDIT)
    if Money.total(credits) > draft.due:
        return "O crédito na loja lançado passa do total: retire-o e lance de novo."
    return ""


def _down_payment_problem(draft: ReceiveDraft) -> str:
    """A down payment is received whole: money that reaches it pays all of it."""
    for row in draft.rows:
        left = draft.left_by_row.get(row.installment_id, Money.ZERO)
        if row.is_down_payment and Money.ZERO < left < row.quote.open:
            return f"A entrada se recebe inteira: faltam {format_money(left)}. Complete, ou desmarque-a."
    return ""


def _waiver_problem(draft: ReceiveDraft) -> str:
    return draft.waiver.problem(draft.charges) if draft.waiver is not None else ""


def _approval_problem(draft: ReceiveDraft) -> str:
    if draft.permission_needed is None or draft.approval.is_whole:
        return ""
    return "Falta a liberação: número, senha e motivo de quem pode."


def pix_used_words(used: PixUsed, clock: Clock) -> str:
    """That the end of a Pix code is known already, and from where."""
    at = at_shop(clock, used.created_at)
    day = f"hoje às {at:%H:%M}" if at.date() == clock.today() else f"em {short_day(at)}"
    receipt = f"recibo {receipt_number(used.receipt_number)}, {day}, {format_money(used.amount)}"
    return f"Já usado no {receipt}: confira se é outro Pix."
