"""What the audit's rows are called in words anybody understands. Imports no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from crediario.documents.wording import figures
from crediario.services.audit import AuditFilter, AuditLine
from crediario.ui.words import counted


class Group(Enum):
    """What rows are filtered by."""

    SALES = "Vendas"
    PAYMENTS = "Recebimentos e estornos"
    CASH = "Caixa"
    AGREEMENTS = "Acordos"
    CUSTOMERS = "Cadastro de clientes"
    CREDIT = "Crédito e liberações"
    PAPERS = "Papéis e listas"
    PRIVACY = "Privacidade"
    PEOPLE = "Pessoas e entrada"
    SETTINGS = "Ajustes da loja"
    IMPORTS = "Importação"
    SYSTEM = "Programa e auditoria"


#: Every use case: what it is filtered by, and what it says happened.
USE_CASES: dict[str, tuple[Group, str]] = {
    # -- sales and money
    "register_sale": (Group.SALES, "Vendeu a prazo"),
    "receive_payment": (Group.PAYMENTS, "Recebeu pagamento"),
    "reverse_payment": (Group.PAYMENTS, "Estornou recebimento"),
    "return_sale": (Group.SALES, "Recebeu devolução ou cancelou venda"),
    "move_due_date": (Group.PAYMENTS, "Combinou novo vencimento"),
    "pay_out_credit": (Group.PAYMENTS, "Pagou crédito na loja em dinheiro"),
    "import_statement": (Group.PAYMENTS, "Trouxe extrato do banco"),
    "confirm_line": (Group.PAYMENTS, "Conferiu lançamento do extrato"),
    "open_cash": (Group.CASH, "Abriu o caixa"),
    "drop_cash": (Group.CASH, "Fez sangria"),
    "supply_cash": (Group.CASH, "Fez suprimento"),
    "keep_count": (Group.CASH, "Contou a gaveta"),
    "close_cash": (Group.CASH, "Fechou o caixa"),
    "correct_cash": (Group.CASH, "Corrigiu um caixa fechado"),
    "make_agreement": (Group.AGREEMENTS, "Fez acordo"),
    # -- customers
    "register_customer": (Group.CUSTOMERS, "Cadastrou cliente"),
    "change_customer": (Group.CUSTOMERS, "Mudou cadastro"),
    "show_document": (Group.CUSTOMERS, "Viu o CPF completo"),
    "merge_customers": (Group.CUSTOMERS, "Uniu dois cadastros"),
    "add_guarantor": (Group.CUSTOMERS, "Incluiu avalista"),
    "end_guarantor": (Group.CUSTOMERS, "Retirou avalista"),
    "add_authorised_buyer": (Group.CUSTOMERS, "Autorizou outra pessoa a comprar"),
    "change_authorised_buyer": (Group.CUSTOMERS, "Mudou quem pode comprar"),
    "end_authorised_buyer": (Group.CUSTOMERS, "Retirou quem podia comprar"),
    "attach_file": (Group.CUSTOMERS, "Anexou arquivo"),
    "open_attachment": (Group.CUSTOMERS, "Abriu anexo"),
    "remove_attachment": (Group.CUSTOMERS, "Retirou anexo"),
    # -- credit
    "release": (Group.CREDIT, "Obteve liberação"),
    "ask_release": (Group.CREDIT, "Pediu liberação"),
    "withdraw_request": (Group.CREDIT, "Retirou pedido de liberação"),
    "answer_release": (Group.CREDIT, "Respondeu pedido de liberação"),
    "record_analysis": (Group.CREDIT, "Registrou análise de crédito"),
    "set_limit": (Group.CREDIT, "Definiu limite"),
    "block_credit": (Group.CREDIT, "Bloqueou crédito"),
    "unblock_credit": (Group.CREDIT, "Desbloqueou crédito"),
    "restrict_credit": (Group.CREDIT, "Anotou restrição de crédito"),
    "lift_restriction": (Group.CREDIT, "Retirou restrição de crédito"),
    "change_policy": (Group.CREDIT, "Mudou a política de crédito"),
    "keep_back_test": (Group.CREDIT, "Guardou simulação de política"),
    "forget_back_test": (Group.CREDIT, "Apagou simulação de política"),
    # -- papers
    "issue_cash_sheet": (Group.PAPERS, "Emitiu fita de caixa"),
    "issue_carne": (Group.PAPERS, "Emitiu carnê"),
    "issue_receipt": (Group.PAPERS, "Emitiu recibo"),
    "issue_agreement": (Group.PAPERS, "Emitiu termo de acordo"),
    "issue_return": (Group.PAPERS, "Emitiu comprovante de devolução"),
    "issue_contract": (Group.PAPERS, "Emitiu contrato"),
    "issue_promissory_notes": (Group.PAPERS, "Emitiu notas promissórias"),
    "note_copy": (Group.PAPERS, "Imprimiu outra via"),
    "take_list": (Group.PAPERS, "Levou lista de clientes"),
    # -- privacy
    "note_access": (Group.PRIVACY, "Abriu ficha de cliente"),
    "record_consent": (Group.PRIVACY, "Registrou consentimento"),
    "record_request": (Group.PRIVACY, "Registrou pedido sobre dados"),
    "answer_request": (Group.PRIVACY, "Respondeu pedido sobre dados"),
    "record_export": (Group.PRIVACY, "Exportou os dados de uma pessoa"),
    "anonymise_people": (Group.PRIVACY, "Eliminou dados pessoais"),
    "confirm_wipe": (Group.PRIVACY, "Confirmou a eliminação nas cópias"),
    "block_offers": (Group.PRIVACY, "Mudou o envio de ofertas"),
    "register_incident": (Group.PRIVACY, "Registrou incidente"),
    "add_incident_note": (Group.PRIVACY, "Anotou sobre incidente"),
    "take_affected": (Group.PRIVACY, "Levou a lista de quem foi afetado"),
    # -- people
    "sign_in": (Group.PEOPLE, "Entrou"),
    "check_password": (Group.PEOPLE, "Confirmou a senha longa"),
    "unlock_person": (Group.PEOPLE, "Liberou a entrada de uma pessoa"),
    "add_person": (Group.PEOPLE, "Cadastrou pessoa"),
    "change_person": (Group.PEOPLE, "Mudou pessoa"),
    "change_pin": (Group.PEOPLE, "Trocou a senha de 6 números"),
    "change_password": (Group.PEOPLE, "Trocou a senha longa"),
    "change_permissions": (Group.PEOPLE, "Mudou o que uma pessoa pode"),
    "set_person_active": (Group.PEOPLE, "Ativou ou desativou pessoa"),
    # -- the shop
    "set_up_shop": (Group.SETTINGS, "Abriu a loja no programa"),
    "change_settings": (Group.SETTINGS, "Mudou ajustes"),
    "change_profile": (Group.SETTINGS, "Mudou os dados da loja"),
    "add_holiday": (Group.SETTINGS, "Incluiu dia sem expediente"),
    "remove_holiday": (Group.SETTINGS, "Tirou dia sem expediente"),
    "import_portfolio": (Group.IMPORTS, "Trouxe carteira de outro sistema"),
    "undo_import": (Group.IMPORTS, "Desfez importação"),
    "roll_day": (Group.SYSTEM, "Virou o dia"),
    "begin_audit": (Group.SYSTEM, "Começou os selos da auditoria"),
    "restart_audit": (Group.SYSTEM, "Criou outro código de recuperação"),
    "show_code": (Group.SYSTEM, "Viu o código de recuperação"),
}
#: Of every refusal that leaves a row.
REFUSED = {
    "permission_denied": "sem permissão",
    "wrong_pin": "senha errada",
    "wrong_password": "senha errada",
    "locked_for_minutes": "entrada bloqueada por um tempo",
    "locked_out": "entrada bloqueada",
    "erasure_refused": "dados ainda precisam ser guardados",
    "not_in_drawer": "mais do que há na gaveta",
}
_SIGNED_IN = ("operator", "name")
#: Queries that leave a row only when they were refused.
ASKED = "Pediu para ver"


def said(line: AuditLine) -> str:
    """What happened, and whether it was refused."""
    words = USE_CASES[line.use_case][1] if line.use_case in USE_CASES else ASKED
    if line.refused:
        return f"{words}: {refused(line.refused)}"
    # The program itself signs people in: the row is its own.
    who = next((each.value for each in line.answer if each.path == _SIGNED_IN), "")
    return f"{words}: {who}" if line.use_case == "sign_in" and who else words


def refused(code: str) -> str:
    """Why it was refused, in two or three words."""
    return REFUSED.get(code, "recusado")


def group_names(group: Group) -> tuple[str, ...]:
    """The use cases of a group."""
    return tuple(name for name, (of, _) in USE_CASES.items() if of is group)


def number_words(line: AuditLine) -> str:
    """The row's number; a dash for rows older than the chain."""
    return "—" if line.seq is None else figures(line.seq)


@dataclass(frozen=True, slots=True)
class MissingRows:
    """Rows that should stand here and do not, by their numbers; ``id`` is nobody else's."""

    id: str
    first: int
    last: int
    customer_id: None = None


AuditRow = AuditLine | MissingRows


def with_gaps(lines: Iterable[AuditLine]) -> tuple[AuditRow, ...]:
    """The rows, and between them those that are missing."""
    rows: list[AuditRow] = []
    for line in lines:
        rows.append(line)
        if line.missing > 0 and line.seq is not None:
            rows.append(MissingRows(f"before {line.seq}", line.seq - line.missing, line.seq - 1))
    return tuple(rows)


def gap_words(gap: MissingRows) -> str:
    """Which rows are missing."""
    if gap.first == gap.last:
        return f"Falta a linha {figures(gap.last)}"
    return f"Faltam {figures(gap.first)} a {figures(gap.last)}"


def found_words(count: int, wanted: AuditFilter, *, more: bool) -> str:
    """How many rows the list has."""
    kind = "linha" if count == 1 else "linhas"
    shown = counted(count, kind, kind)
    if more:
        return f"Mais de {shown}"
    return shown if wanted.takes_all else f"{shown} com este filtro"


def where_words(line: AuditLine) -> str:
    """Till and store."""
    return f"Caixa {line.till_number:02d} · Loja {line.store_code:02d}"
