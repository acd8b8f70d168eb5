"""What lines of a bank statement, and their proposals, say to whoever checks them. Imports no Qt."""

from collections.abc import Sequence

from crediario.domain.br import format_date, format_money
from crediario.domain.money import Money
from crediario.services.bank import (
    AccountNotKnown,
    DeskLine,
    DeskPiece,
    DeskProposal,
    ImportedStatement,
    MatchReason,
    ProposalKind,
    StatementImported,
)
from crediario.services.bank_decisions import DecisionKind, LineConfirmed
from crediario.ui.dialogs import Question
from crediario.ui.messages import words
from crediario.ui.widgets.paint import TagTone
from crediario.ui.words import counted

#: From here on a proposal is marked by itself, and from there on it is likely.
SURE, LIKELY = 90, 70
MORE_PIECES = 2
REASONS = {
    MatchReason.TXID: "identificação do carnê",
    MatchReason.REFERENCE: "final do Pix confere",
    MatchReason.VALUE: "mesmo valor",
    MatchReason.VALUE_OF_DAY: "valor do dia",
    MatchReason.SUM_OF_DAY: "soma das parcelas no dia",
    MatchReason.SAME_DAY: "mesmo dia",
    MatchReason.NEAR_DAY: "dia vizinho",
    MatchReason.DOCUMENT: "CPF ou CNPJ no extrato",
    MatchReason.NAME: "nome no extrato",
    MatchReason.ONLY_ONE: "só isto em aberto com esse valor",
    MatchReason.DUE_NEAR: "vence por estes dias",
    MatchReason.PART: "paga uma parte",
    MatchReason.OVERPAID: "veio a mais",
    MatchReason.ALREADY_PAID: "parcela já paga",
    MatchReason.IN_AGREEMENT: "parcela que foi para um acordo",
    MatchReason.DOWN_PAYMENT: "entrada em aberto de novo",
}
KINDS = {
    ProposalKind.MATCHED: "Já recebido no caixa",
    ProposalKind.RECEIVED: "Vira recebimento",
    ProposalKind.CREDITED: "Fica como crédito na loja",
}
DOES = {
    ProposalKind.MATCHED: "Só anota que o dinheiro do recibo caiu no banco.",
    ProposalKind.RECEIVED: "Baixa as parcelas pelo valor do dia em que o dinheiro caiu, e faz um recibo.",
    ProposalKind.CREDITED: "Guarda o dinheiro inteiro como crédito na loja, e faz um recibo.",
}
DOES_DOWN_PAYMENT = "Baixa a entrada inteira, e faz um recibo."
DECIDE_AGAIN = "O dinheiro está no banco: diga de novo o que ele é."
NO_PROPOSAL = "Sem proposta"
NO_PROPOSAL_TEXT = (
    "Nenhum recibo nem pagamento em aberto combina. Receba em Receber (F4) com o final do Pix e atualize"
    " a lista, ou deixe de lado com um motivo."
)


def score_tone(score: int) -> TagTone:
    """How sure it is, in colour too."""
    return "ok" if score >= SURE else "att" if score >= LIKELY else "plain"


def receipt_text(number: int | None) -> str:
    """``recibo 018.442``."""
    digits = f"{number or 0:06d}"
    return f"recibo {digits[:3]}.{digits[3:]}"


def undone_words(line: DeskLine) -> str:
    """The receipt it was, which was reversed; "" of a line nobody decided about."""
    if line.reversed_receipt is None:
        return ""
    return f"{receipt_text(line.reversed_receipt)} estornado".capitalize()


def target_words(proposal: DeskProposal) -> str:
    """What the line would be, in a few words: the receipt, the installments, or store credit."""
    if proposal.kind is ProposalKind.MATCHED:
        return receipt_text(proposal.receipt_number)
    if proposal.kind is ProposalKind.CREDITED:
        return "crédito na loja"
    return pieces_words(proposal)


def pieces_words(proposal: DeskProposal) -> str:
    """``carnê 4812, parcela 5/10`` and how many more."""
    first, *more = proposal.pieces
    text = f"carnê {first.contract_number}, {_part_words(first)}"
    return f"{text} e mais {len(more)}" if more else text


def _part_words(piece: DeskPiece) -> str:
    return "entrada" if piece.is_down_payment else f"parcela {piece.number}/{piece.count}"


def all_pieces(proposal: DeskProposal) -> tuple[str, ...]:
    """Every installment with its due date, and a down payment with the day of its sale."""
    return tuple(
        f"Carnê {each.contract_number}, {_part_words(each)},"
        f" {'venda de' if each.is_down_payment else 'vence em'} {format_date(each.due_date)}"
        for each in proposal.pieces
    )


def does_words(proposal: DeskProposal) -> str:
    """What confirming it does."""
    return DOES_DOWN_PAYMENT if proposal.down_payments else DOES[proposal.kind]


def reasons_words(proposal: DeskProposal) -> str:
    """Why, the strongest first."""
    return ", ".join(REASONS[reason] for reason in proposal.reasons)


def sums(line: DeskLine) -> tuple[tuple[str, str], ...]:
    """Where the money goes, line by line; what is nothing is left out."""
    rows = [("Entrou no banco", line.amount)]
    if line.proposal is not None:
        proposal = line.proposal
        rows += [
            ("Vai para a entrada" if proposal.down_payments else "Vai para as parcelas", proposal.applied),
            ("Fica como crédito na loja", proposal.credited),
            ("Continua em aberto", proposal.left),
        ]
    return tuple((name, format_money(amount)) for name, amount in rows if amount)


def marked_words(lines: Sequence[DeskLine]) -> tuple[str, str]:
    """How many are marked, and what they come to."""
    total = format_money(Money.total(line.amount for line in lines))
    return counted(len(lines), "marcado", "marcados"), total


def account_question(failure: AccountNotKnown) -> Question:
    """Asked once for each account."""
    said = words(failure)
    return Question(said.title, said.rest, "É a conta da loja", "Não trazer")


def imported_words(done: StatementImported) -> tuple[str, str]:
    """What a statement brought, and what is left to do."""
    if done.again:
        return "Este arquivo já tinha entrado.", "Nada foi gravado de novo."
    if not done.added and not done.known:
        return "Nenhum dinheiro entrou nesses dias.", _ahead(done)
    if not done.added:
        known = counted(done.known, "lançamento", "lançamentos")
        return "Nada novo neste extrato.", f"Já estavam aqui: {known}."
    known = f"Já estavam aqui: {done.known}." if done.known else ""
    return counted(done.added, "lançamento novo.", "lançamentos novos."), f"{known} {_ahead(done)}".strip()


def _ahead(done: StatementImported) -> str:
    if not done.ahead:
        return ""
    return f"De dias que ainda não chegaram: {done.ahead}; ficaram de fora."


def done_words(done: Sequence[LineConfirmed]) -> str:
    """What became of the lines confirmed together, in a sentence."""
    kinds = [each.kind for each in done]
    parts = [
        (kinds.count(DecisionKind.MATCHED), "conferido com recibo", "conferidos com recibo"),
        (kinds.count(DecisionKind.RECEIVED), "recebimento feito", "recebimentos feitos"),
        (kinds.count(DecisionKind.CREDITED), "guardado como crédito", "guardados como crédito"),
        (kinds.count(DecisionKind.IGNORED), "deixado de lado", "deixados de lado"),
    ]
    said = [counted(count, one, many) for count, one, many in parts if count]
    receipts = [each.receipt_number for each in done if each.receipt_number is not None]
    if receipts:
        first, last = receipt_text(receipts[0]), receipt_text(receipts[-1]).removeprefix("recibo ")
        said.append(first if len(receipts) == 1 else f"{first} a {last}")
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def progress_words(done: int, total: int) -> str:
    """``Confirmando 3 de 12…``."""
    return f"Confirmando {done} de {total}…"


def last_words(statements: Sequence[ImportedStatement]) -> str:
    """The newest statement: whose and of which days."""
    if not statements:
        return "Baixe o extrato no site do banco, em OFX ou CSV, e traga o arquivo."
    last = statements[0]
    place = ", ".join(part for part in (last.bank, last.account and f"conta {last.account}") if part)
    days = f"{format_date(last.first_day)} a {format_date(last.last_day)}"
    return f"Último extrato: {place or 'sem nome do banco'}, de {days}."
