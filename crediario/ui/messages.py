"""Every failure in words a shop understands: what happened, that nothing was lost, what to do now.

Imports no Qt: the command line says the same words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from crediario.domain.br import format_date, format_money, format_rate
from crediario.domain.errors import KnownFailure
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import PlanWarning, WarningCode
from crediario.gateways.printer import PrinterFault


@dataclass(frozen=True, slots=True)
class Message:
    """``title`` stands alone beside a field; ``text`` says what it means; ``advice`` what to do."""

    title: str
    text: str = ""
    advice: str = ""

    @property
    def whole(self) -> str:
        """All of it in one paragraph, as the command line prints it."""
        return " ".join(part if part.endswith((".", "?")) else f"{part}." for part in self._parts)

    @property
    def rest(self) -> str:
        """What follows the title."""
        return " ".join(self._parts[1:])

    @property
    def _parts(self) -> list[str]:
        return [part for part in (self.title, self.text, self.advice) if part]


Wording = Message | Callable[[KnownFailure], Message]


def words(failure: KnownFailure) -> Message:
    """The words of a failure, its figures put in; one without words is a mistake that a test finds."""
    wording = WORDS[failure.code]
    if not isinstance(wording, Message):
        return wording(failure)
    figures = {name: shown(value) for name, value in vars(failure).items()}
    filled = (part.format_map(figures) for part in (wording.title, wording.text, wording.advice))
    return Message(*filled)


def shown(value: object) -> str:
    """A figure as people read it."""
    match value:
        case Money():
            return format_money(value)
        case Rate():
            return format_rate(value)
        case datetime():
            return f"{value.astimezone():%H:%M}"
        case date():
            return format_date(value)
        case _:
            return str(value)


def _receipt_not_printed(failure: KnownFailure) -> Message:
    figures = vars(failure)
    title, advice = _PRINTER_FAULTS.get(figures["fault"], _PRINTER_FAULTS[PrinterFault.STOPPED])
    return Message(title, f"{figures['printer']}. O documento está guardado.", advice)


_PRINTER_FAULTS: dict[PrinterFault, tuple[str, str]] = {
    PrinterFault.OFF: ("A impressora de recibos está desligada", "Ligue, confira o cabo e tente de novo."),
    PrinterFault.UNREACHABLE: (
        "A impressora de recibos não responde na rede", "Confira o endereço em Ajustes, Impressão."
    ),
    PrinterFault.NO_PERMISSION: (
        "Este computador não deixa usar a impressora de recibos", "Peça acesso a quem cuida do computador."
    ),
    PrinterFault.NO_PAPER: ("A impressora de recibos está sem papel", "Troque a bobina e tente de novo."),
    PrinterFault.STOPPED: (
        "A impressora de recibos parou no meio", "Confira papel e tampa, e imprima de novo inteiro."
    ),
    PrinterFault.WRONG_ADDRESS: (
        "O endereço da impressora de recibos não serve", "Corrija em Ajustes, Impressão."
    ),
    PrinterFault.NO_DRIVER: (
        "Este computador não fala com impressoras USB", "Instale a libusb, ou escolha outra ligação."
    ),
}  # fmt: skip


def plan_warning(warning: PlanWarning) -> str:
    """What the shop is told about a plan before it offers it."""
    limit = shown(warning.limit) if warning.limit else ""
    return {
        WarningCode.RATE_ABOVE_12_YEAR: "A taxa passa de 12% ao ano. Confirme com o contador da loja.",
        WarningCode.RATE_ABOVE_CAP: f"A taxa passa de {limit} ao mês. Só a liberação do dono permite vender.",
        WarningCode.FIRST_DUE_FAR: f"O primeiro vencimento fica a {warning.days} dias da venda.",
        WarningCode.FIRST_DUE_NEAR: f"O primeiro vencimento fica a só {warning.days} dias da venda.",
    }[warning.code]


_MISSING = {
    "document": "CPF ou CNPJ",
    "birth_date": "data de nascimento",
    "minor": "ser maior de 18 anos",
    "phone": "telefone do próprio cliente",
    "address": "endereço",
}


def missing_words(missing: tuple[str, ...]) -> str:
    """The fields a record lacks, as a list in words."""
    names = [_MISSING[name] for name in missing]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} e {names[-1]}"


def _customer_incomplete(failure: KnownFailure) -> Message:
    missing = missing_words(getattr(failure, "missing", ()))
    return Message("Cadastro incompleto", f"Para comprar a prazo falta: {missing}.", "Complete pelo Ctrl+E.")


def _already_paid(failure: KnownFailure) -> Message:
    at = vars(failure)
    slip = f"Carnê {at['contract_number']}, parcela {at['number']}/{at['count']}"
    when = f" em {shown(at['paid_on'])}" if at["paid_on"] else ""
    receipt = f", recibo {receipt_words(at['receipt_number'])}" if at["receipt_number"] else ""
    return Message("Esta parcela já foi paga", f"{slip}, paga{when}{receipt}.", "Nada foi cobrado de novo.")


def _in_agreement(failure: KnownFailure) -> Message:
    at = vars(failure)
    return Message(
        "Esta parcela entrou em um acordo",
        f"Carnê {at['contract_number']}, parcela {at['number']}/{at['count']}: acordo nº"
        f" {at['agreement_number']}.",
        f"Receba pelo carnê {at['new_contract_number']}.",
    )


_SHOP_FIELDS = {
    "street": ("a rua e o número", "O contrato diz onde fica a loja."),
    "city": ("a cidade", "O contrato e a nota promissória dizem onde são feitos e pagos."),
    "uf": ("o estado", "O contrato e a nota promissória dizem onde são feitos e pagos."),
    "contact": ("um e-mail ou WhatsApp", "O contrato diz o endereço eletrônico da loja."),
}


def _shop_field_missing(failure: KnownFailure) -> Message:
    name, why = _SHOP_FIELDS.get(vars(failure)["field"], ("um dado", "O papel precisa dele."))
    return Message(
        f"Falta {name} nos dados da loja",
        f"{why} Nenhum papel foi emitido, e a venda está guardada.",
        "Quem gerencia a loja completa em Ajustes. Depois imprima de novo.",
    )


def receipt_words(number: int) -> str:
    """A receipt's number as papers and screens show it: ``018.442``."""
    return f"{number:07,d}".replace(",", ".")


_UNFIT = {
    "merged": "O cadastro foi unificado com outro.",
    "anonymised": "Os dados foram apagados a pedido.",
    "blocked": "O crédito está bloqueado.",
    "minor": "Ainda não tem 18 anos.",
}


def _guarantor_unfit(failure: KnownFailure) -> Message:
    at = vars(failure)
    why = _UNFIT.get(str(at["why"]), "")
    text = f"{why} Nada foi mudado.".strip()
    return Message(f"{at['name']} não pode ser avalista", text, "Escolha outra pessoa.")


def _customer_closed(failure: KnownFailure) -> Message:
    why = _UNFIT.get(str(vars(failure)["why"]), "")
    return Message("Esta ficha não recebe mais nada", why, "Busque o cliente de novo (F3).")


def _setting_out_of_range(failure: KnownFailure) -> Message:
    least, most = vars(failure)["minimum"], vars(failure)["maximum"]
    if most is None:
        return Message(f"O mínimo é {shown(least)}")
    if least is None:
        return Message(f"O máximo é {shown(most)}")
    return Message(f"O valor vai de {shown(least)} a {shown(most)}")


_ANALYSIS_OUTDATED = {
    "policy": "A política de crédito mudou enquanto esta tela estava aberta",
    "record": "O cadastro mudou enquanto esta tela estava aberta",
    "figures": "O que está em aberto mudou enquanto esta tela estava aberta",
}


def _analysis_outdated(failure: KnownFailure) -> Message:
    return Message(
        _ANALYSIS_OUTDATED.get(vars(failure)["what"], "Algo mudou enquanto esta tela estava aberta"),
        "Nada foi gravado; o que foi digitado continua aqui.",
        "Confira a proposta nova e decida de novo.",
    )


def _decided_limit_wrong(failure: KnownFailure) -> Message:
    ceiling = vars(failure)["ceiling"]
    if not ceiling:
        return Message("Sem aprovação não há limite", "", "Escolha aprovar ou deixe o limite em zero.")
    return Message("Diga um limite", f"Vai até {shown(ceiling)}, o máximo da política.")


_COLUMNS_OF_IMPORTS = {"name": "cliente", "due_date": "vencimento", "amount": "valor"}
_MOVED_SINCE = {
    "import": "Outra planilha foi trazida depois dela.",
    "payment": "Já houve recebimento de parcela dela.",
    "agreement": "Já houve acordo sobre parcela dela.",
    "sale": "Já houve venda depois dela.",
    "paper": "Já foi emitido carnê de venda dela.",
    "customer": "Já foi mudado cadastro de cliente dela.",
}


def _nothing_recognised(failure: KnownFailure) -> Message:
    missing = [_COLUMNS_OF_IMPORTS[name] for name in vars(failure)["missing"] if name in _COLUMNS_OF_IMPORTS]
    lacking = f" Falta dizer qual coluna é: {', '.join(missing)}." if missing else ""
    twice = vars(failure)["twice"]
    if missing and isinstance(twice, tuple) and twice:
        named = ", ".join(f"“{title}”" for title in twice)
        return Message(
            f"Há mais de uma coluna chamada {named}",
            f"{vars(failure)['file']}.{lacking}",
            "Dê um título diferente a cada uma e traga de novo.",
        )
    return Message(
        "Não encontrei as parcelas nesta planilha",
        f"{vars(failure)['file']}.{lacking}",
        "Ponha títulos nas colunas, como Cliente, Vencimento e Valor, e traga de novo.",
    )


def _moved_since_import(failure: KnownFailure) -> Message:
    why = _MOVED_SINCE.get(vars(failure)["what"], "")
    return Message("Esta importação não pode mais ser desfeita", f"{why} Nada foi mudado.".strip())


def _open_in_two_stores(failure: KnownFailure) -> Message:
    at = vars(failure)
    kept, merged = (_stores(at[name]) for name in ("kept_stores", "merged_stores"))
    return Message(
        "Os dois têm parcelas em aberto, em lojas diferentes",
        f"Um na {kept}, o outro na {merged}. Nada foi mudado.",
        "Receba as de uma das lojas e unifique depois.",
    )


def _stores(codes: object) -> str:
    names = codes if isinstance(codes, tuple) else (codes,)
    return " e na ".join(f"loja {int(code):02d}" for code in names)


def _merge_changed(failure: KnownFailure) -> Message:
    effect = vars(failure)["effect"]
    now = f"Agora são {shown(effect.open)} em aberto. " if hasattr(effect, "open") else ""
    return Message(
        "Houve venda ou recebimento agora há pouco", f"{now}Nada foi mudado.", "Confira e unifique de novo."
    )


def _wrong_pin(failure: KnownFailure) -> Message:
    left = vars(failure)["tries_left"]
    tries = "Resta 1 tentativa" if left == 1 else f"Restam {left} tentativas"
    return Message("Senha errada", f"{tries} antes de bloquear por um tempo.")


_HELD = {
    "open_balance": "há {amount} em aberto",
    "open_agreement": "acordo sem terminar de pagar: nº {named}",
    "open_request": "pedido sem resposta: {named}",
    "guarantor": "é avalista de quem tem parcelas em aberto: {named}",
    "too_recent": "os anos de guarda vão até {until}",
}


def hold_words(hold: object) -> str:
    """Why somebody's data must stay, with its figures."""
    at = {name: getattr(hold, name) for name in ("kind", "amount", "named", "until")}
    named = ", ".join(at["named"])
    return _HELD[at["kind"]].format(amount=shown(at["amount"]), named=named, until=shown(at["until"]))


def _erasure_refused(failure: KnownFailure) -> Message:
    found = getattr(failure, "holds", ())
    why = "; ".join(hold_words(hold) for hold in found) if isinstance(found, tuple) else ""
    return Message(
        f"Os dados de {vars(failure)['name']} ainda precisam ficar",
        f"Motivo: {why}. Nada foi apagado." if why else "Nada foi apagado.",
        "As ofertas a esta pessoa foram bloqueadas. Peça de novo quando o motivo acabar.",
    )


_INCIDENT_PARTS = {
    "what_happened": "o que aconteceu",
    "data_affected": "quais dados",
    "risk": "o risco às pessoas",
    "text": "o que foi feito",
}


def _incident_text_missing(failure: KnownFailure) -> Message:
    part = _INCIDENT_PARTS.get(str(vars(failure)["field"]), "o texto")
    return Message(f"Falta escrever {part}", "O registro precisa dizer isso. Nada foi gravado.")


_TRY_AGAIN = "Os valores digitados continuam aqui. Tente de novo."
_WHOLE_DATE = "Escreva dia/mês/ano, como 10/07/2026."
_BY_THE_LAW = "A lei não permite mais."


def _account_not_known(failure: KnownFailure) -> Message:
    bank, account = getattr(failure, "bank", ""), getattr(failure, "account", "")
    read = getattr(failure, "known", ())
    known = [each for each in read if each] if isinstance(read, tuple) else []
    place = ", ".join(
        str(part) for part in (bank, f"conta {account}" if account else "sem a conta no arquivo") if part
    )
    before = f" Até agora: {', '.join(known)}." if known else ""
    return Message(
        "É o primeiro extrato desta conta",
        f"{place[:1].upper()}{place[1:]}.{before}",
        "Confirme que a conta é da loja.",
    )


def _note_cancelled(failure: KnownFailure) -> Message:
    number = getattr(failure, "number", None)
    told = f"A nota {number} foi cancelada" if number else "O arquivo é o cancelamento de uma nota"
    return Message(told, "Nada se vende por ela.", "Escolha outra nota ou digite os itens.")


def _note_not_authorised(failure: KnownFailure) -> Message:
    number, status = getattr(failure, "number", 0), getattr(failure, "status", None)
    why = (
        f"A Secretaria da Fazenda respondeu {status}."
        if status
        else "O arquivo vem sem a resposta da Fazenda."
    )
    return Message(f"A nota {number} não está autorizada", why, "Baixe o XML depois de autorizada a nota.")


_COUNTED = {
    "debit": "o total do débito, no relatório da maquininha",
    "credit": "o total do crédito, no relatório da maquininha",
    "cheque": "o total dos cheques",
}


def _count_missing(failure: KnownFailure) -> Message:
    what = _COUNTED.get(str(vars(failure)["method"]), "a gaveta")
    return Message(f"Falta contar {what}", "O caixa continua aberto.", "Digite o valor contado.")


WORDS: dict[str, Wording] = {
    # -- amounts, dates, documents
    "amount_not_positive": Message("O valor precisa ser maior que zero"),
    "amount_too_large": Message("Valor alto demais", "O máximo é {limit}."),
    "ambiguous_amount": Message(
        "Este valor tem duas leituras", "“{text}” pode ser mais de um valor.", "Escreva como 1.234,56."
    ),
    "invalid_amount": Message("Isto não é um valor", "“{text}”.", "Escreva como 1.234,56."),
    "invalid_rate": Message("Isto não é uma taxa", "“{text}”.", "Escreva como 0,90."),
    "invalid_date": Message("Esta data não existe", "“{text}”.", _WHOLE_DATE),
    "date_out_of_range": Message("Data fora do alcance", "O ano vai de 1900 a 2199.", _WHOLE_DATE),
    "number_out_of_range": Message("O número vai de {least} a {most}"),
    "text_too_long": Message("Texto longo demais", "Cabem {limit} letras.", "Encurte o texto."),
    "invalid_cpf": Message("CPF inválido", "Os números não conferem.", "Confira no documento."),
    "invalid_cnpj": Message("CNPJ inválido", "Os números não conferem.", "Confira no cartão do CNPJ."),
    "invalid_document": Message("CPF tem 11 números, CNPJ tem 14", "", "Confira no documento."),
    "invalid_cep": Message("O CEP tem 8 números"),
    "invalid_phone": Message("Isto não é um telefone", "“{text}”.", "Escreva como (34) 9 9812-4471."),
    "phone_incomplete": Message("Faltam números no telefone", "", "Escreva com o DDD: (34) 9 9812-4471."),
    "phone_missing_nine": Message("Falta o 9 do celular", "Seria {suggestion}?", "Confirme com o cliente."),
    "unknown_area_code": Message("Não existe o DDD {ddd}"),
    "unknown_state": Message("Não existe a UF {state}"),
    # -- the slip's code
    "not_a_carne_code": Message(
        "Este código não é de um carnê nosso",
        "",
        "Leia o código de barras do carnê ou busque o cliente (F3).",
    ),
    "carne_check_wrong": Message(
        "O código foi lido com erro", "Os números não conferem.", "Leia de novo ou busque o cliente (F3)."
    ),
    "slip_not_found": Message(
        "Carnê {contract_number}, parcela {number}: não está nesta loja",
        "",
        "Busque o cliente pelo nome (F3).",
    ),
    "slip_of_another_store": Message(
        "Este carnê é da loja {store_code}", "Os dados dela não estão aqui.", "Oriente o cliente a pagar lá."
    ),
    "slip_qr_misread": Message(
        "O QR foi lido com erro",
        "Alguma letra se perdeu.",
        "Leia de novo, com o Caps Lock desligado, ou leia o código de barras.",
    ),
    "slip_qr_of_another": Message(
        "Este QR não é de um carnê desta loja",
        "A chave Pix é outra, ou não diz a parcela.",
        "Leia o código de barras do carnê ou busque o cliente (F3).",
    ),
    # -- the sale
    "customer_not_found": Message("Cliente não encontrado", "", "Busque de novo (F3)."),
    "customer_name_missing": Message("Falta o nome do cliente"),
    "birth_date_out_of_range": Message("Data de nascimento impossível", "{birth_date}.", _WHOLE_DATE),
    "invalid_email": Message("Isto não é um e-mail", "“{text}”.", "Escreva como nome@exemplo.com."),
    "payday_out_of_range": Message("O dia do pagamento vai de 1 a 31"),
    "customer_incomplete": _customer_incomplete,
    "document_taken": Message(
        "Este documento já é de {name}", "Nada foi gravado.", "Abra a ficha e confira."
    ),
    "look_alike_found": Message(
        "{name} tem dados iguais", "Nada foi gravado.", "Confira se é a mesma pessoa."
    ),
    "same_record": Message("É o mesmo cadastro", "", "Escolha outro cadastro para unificar."),
    "already_merged": Message(
        "{name} já foi unificado", "O cadastro agora é o de {kept_name}.", "Abra a ficha de {kept_name}."
    ),
    "different_documents": Message(
        "Os dois têm CPF ou CNPJ, e são diferentes",
        "{kept_document} e {merged_document} são duas pessoas. Nada foi mudado.",
        "Se um deles foi digitado errado, corrija esse cadastro primeiro.",
    ),
    "person_and_company": Message("Uma pessoa não vira empresa", "Nada foi mudado."),
    "anonymised_record": Message("Este cadastro foi anonimizado", "Nada foi mudado."),
    "open_in_two_stores": _open_in_two_stores,
    "merge_changed": _merge_changed,
    "record_merged": Message(
        "Este cadastro foi unificado com o de {name}", "Nada foi gravado.", "Abra a ficha de {name}."
    ),
    "address_service_away": Message(
        "A busca do CEP na internet não respondeu", "O que foi digitado continua aqui.", "Digite o endereço."
    ),
    "since_out_of_range": Message("Data impossível", "{since}.", "Escreva mês/ano, como 03/2018."),
    "reference_name_missing": Message("Falta o nome da referência"),
    "too_many_references": Message("Cabem {limit} referências"),
    "record_changed_meanwhile": Message(
        "Outro caixa mudou este cadastro", "Nada foi gravado.", "Confira e grave de novo."
    ),
    "nothing_sold": Message("Diga o que está sendo vendido", "Falta o primeiro item."),
    "items_do_not_add_up": Message(
        "Os itens não fecham com o valor", "Os itens somam {items} e a venda é de {price}."
    ),
    "negative_down_payment": Message("A entrada não pode ser negativa"),
    "down_payment_too_large": Message(
        "A entrada cobre a compra toda",
        "Entrada de {down_payment} em uma compra de {price}.",
        "Não sobra nada a parcelar: venda à vista.",
    ),
    "down_payment_not_covered": Message(
        "O recebido não é a entrada", "A entrada é de {down_payment} e foram lançados {tendered}."
    ),
    "installment_count_out_of_range": Message("O carnê tem de 1 a {limit} parcelas"),
    "first_due_before_sale": Message(
        "O vencimento fica antes da venda", "A venda é de {sold_on} e a 1ª parcela venceria em {first_due}."
    ),
    "first_due_too_far": Message("O vencimento está longe demais", "O limite é de {limit_days} dias."),
    "anchor_day_mismatch": Message(
        "O dia não combina com o vencimento", "{first_due} não cai no dia {anchor_day}."
    ),
    "installment_too_small": Message(
        "Parcelas demais para este valor", "{financed} em {count} vezes não fecha.", "Use menos parcelas."
    ),
    "rate_out_of_range": Message("Taxa fora do alcance", "A taxa vai de 0% a {limit}."),
    "rate_above_cap": Message(
        "Juros acima do permitido", "{rate} ao mês passa de {cap}.", "Só a liberação do dono permite vender."
    ),
    "paid_count_out_of_range": Message("O contrato tem de 0 a {limit} parcelas pagas"),
    # -- late charges
    "fine_above_legal_cap": Message("A multa máxima é de {cap}", _BY_THE_LAW),
    "late_interest_above_cap": Message("Os juros por atraso vão até {cap} ao mês", _BY_THE_LAW),
    "grace_out_of_range": Message("A tolerância vai de 0 a {limit} dias"),
    "waiver_above_charges": Message(
        "A dispensa passa dos encargos", "Os encargos somam {due} e a dispensa é de {waived}."
    ),
    "waiver_beyond_charges": Message(
        "A dispensa passa da multa e dos juros",
        "Eles somam {due} e a dispensa é de {waived}. Nada foi gravado.",
        "Digite até esse valor.",
    ),
    "waiver_above_ceiling": Message(
        "Esta dispensa precisa de liberação",
        "Seu limite por recibo é de {ceiling} e a dispensa é de {waived}. Nada foi gravado.",
        "Chame quem pode liberar.",
    ),
    "waiver_reason_missing": Message(
        "Falta o motivo da dispensa", "Nada foi gravado.", "Escolha ou escreva o motivo (Ctrl+J)."
    ),
    # -- receiving
    "nothing_to_receive": Message("Nada a receber", "Marque uma parcela e diga o valor recebido."),
    "installment_already_paid": _already_paid,
    "installment_in_agreement": _in_agreement,
    "not_this_customers": Message(
        "Parcela de outro cliente", "Nada foi gravado.", "Atualize (F5) e marque as parcelas de novo."
    ),
    "quote_changed": Message(
        "O valor de hoje mudou", "Era {shown} e agora é {due}. Nada foi gravado.", "Confira e tente de novo."
    ),
    "no_open_session": Message(
        "O caixa {till_number} está fechado",
        "Nada foi gravado, e o que foi digitado continua aqui.",
        "Abra o caixa com F12 e conclua.",
    ),
    "session_of_another": Message(
        "O caixa {till_number} está aberto em nome de {name}",
        "Cada turno tem uma pessoa que responde pela gaveta. Nada foi gravado.",
        "{name} fecha o caixa com F12, e quem vai receber abre outro turno.",
    ),
    "clock_behind": Message(
        "O relógio deste computador está atrasado",
        "Aqui são {now}, e o último movimento deste caixa foi às {last}. Nada foi gravado.",
        "Acerte a data e a hora do computador e tente de novo.",
    ),
    "kept_beyond_excess": Message(
        "O crédito na loja não pode passar do que sobrou",
        "Nada foi gravado.",
        "Confira quanto fica como crédito.",
    ),
    "store_credit_beyond_due": Message(
        "O crédito na loja só paga o que está sendo recebido",
        "Nada foi gravado.",
        "Use só a parte do crédito que cobre o valor a receber.",
    ),
    "store_credit_short": Message(
        "O crédito na loja é de {balance}",
        "Foram pedidos {asked}. Nada foi gravado.",
        "Use até esse valor e receba o resto de outra forma.",
    ),
    "store_credit_already_used": Message(
        "O crédito que este recebimento deixou já foi usado",
        "Restam {balance} de {needed}. Nada foi mudado.",
        "Estorne antes o recebimento em que o crédito foi usado.",
    ),
    "till_open_already": Message(
        "O caixa {till_number} já está aberto",
        "Foi aberto por {name} às {opened_at}.",
        "Para abrir de novo, feche antes a gaveta que está aberta.",
    ),
    "movement_reason_missing": Message("Escreva para onde o dinheiro vai", "O motivo fica no fechamento."),
    "not_in_drawer": Message(
        "A gaveta não tem {asked}",
        "Pelo que entrou e saiu, há menos que isso. Nada foi registrado.",
        "Confira o valor. Se há mais dinheiro, registre antes o suprimento.",
    ),
    "unknown_denomination": Message("Não há cédula nem moeda de {value}"),
    "pieces_out_of_range": Message("Confira a quantidade de {value}", "Vai de nenhuma a {most}."),
    "count_missing": _count_missing,
    "float_too_large": Message(
        "O fundo é maior que a gaveta", "Foram contados {counted}.", "Deixe até esse valor para amanhã."
    ),
    "difference_reason_missing": Message(
        "Escreva o motivo da diferença",
        "Ela passa da tolerância da loja.",
        "O que foi contado continua aqui.",
    ),
    "difference_not_released": Message(
        "A diferença precisa da gerência",
        "São {difference}; a loja tolera {tolerance}.",
        "Peça os 6 números de quem gerencia. O que foi contado continua aqui.",
    ),
    "drawer_moved": Message(
        "Entrou ou saiu dinheiro enquanto você contava",
        "A tela esperava {shown}; agora são {expected}. O caixa continua aberto.",
        "Confira a gaveta e feche de novo.",
    ),
    "count_kept_already": Message(
        "Não dá para contar de novo",
        "A gaveta já foi contada {most} vezes.",
        "Feche com a última contagem. Uma diferença acima da tolerância pede a gerência.",
    ),
    "count_not_kept": Message(
        "Confira a contagem antes de fechar",
        "O que está na tela não é o que foi conferido. O caixa continua aberto.",
        "Confira de novo pelo F10.",
    ),
    "closing_not_found": Message("Este fechamento não foi encontrado"),
    "correction_reason_missing": Message("Escreva o motivo da correção", "Ele fica registrado."),
    "sheet_of_no_closing": Message("Este fechamento não foi encontrado"),
    "change_only_in_cash": Message(
        "Troco só de dinheiro", "O troco seria {change} e entraram {cash} em dinheiro."
    ),
    "pix_not_confirmed": Message(
        "Pix ainda não conferido",
        "",
        "Digite os 4 últimos caracteres do código do comprovante, ou peça a confirmação da gerência.",
    ),
    "payment_not_found": Message("Recebimento não encontrado", "", "Atualize (F5) e tente de novo."),
    "already_reversed": lambda failure: Message(
        "Este recebimento já foi estornado", f"Recibo {receipt_words(vars(failure)['receipt_number'])}."
    ),
    "closed_by_agreement": Message(
        "Este recebimento já conta em um acordo",
        "A parcela entrou no acordo nº {agreement_number}, feito com o que faltava dela. Nada foi mudado.",
        "Se o valor foi lançado errado, combine a diferença no carnê do acordo.",
    ),
    "due_move_reason_missing": Message("Diga por que o vencimento mudou", "O motivo fica registrado."),
    "already_moved": Message(
        "Este vencimento já foi combinado uma vez",
        "Era {from_due} e passou para {due_date}. Nada foi mudado.",
        "Para outro prazo, negocie a parcela em um acordo.",
    ),
    "new_due_not_ahead": Message(
        "O novo dia já passou", "{new_due} não vem depois de hoje.", "Escolha um dia a partir de amanhã."
    ),
    "new_due_not_later": Message(
        "O novo dia vem antes do combinado",
        "O vencimento é {due_date}.",
        "Escolha um dia depois dele; pagar antes não precisa de novo vencimento.",
    ),
    "new_due_too_far": Message(
        "O novo dia é longe demais",
        "A loja combina até {last}.",
        "Escolha um dia até lá, ou negocie a parcela em um acordo.",
    ),
    "nothing_returned": Message("Diga o que voltou", "Nenhum item com valor foi escolhido."),
    "more_than_sold": Message(
        "Voltaria mais do que saiu",
        "{description}: {quantity} de volta, e há {left}.",
        "Corrija a quantidade.",
    ),
    "only_whole": Message(
        "Esta venda só pode ser cancelada inteira",
        "Ela veio de outro sistema, que não informou a taxa: o plano não pode ser refeito.",
        "Cancele a venda toda e registre de novo o que ficou.",
    ),
    "too_little_left": Message(
        "Sobra pouco para as parcelas",
        "Ficariam {left} para {count} parcelas. Nada foi mudado.",
        "Cancele a venda toda e registre de novo o que ficou.",
    ),
    "already_cancelled": Message(
        "Esta venda já foi cancelada", "Carnê {contract_number}: tudo voltou antes.", "Nada foi mudado."
    ),
    "return_of_agreement": Message(
        "Esta venda entrou em um acordo",
        "O acordo nº {agreement_number} conta com ela: a mercadoria não pode voltar por aqui.",
        "Combine a diferença no carnê do acordo.",
    ),
    "return_reason_missing": Message("Diga por que a mercadoria voltou", "O motivo fica registrado."),
    "return_changed": Message(
        "A conta mudou",
        "Era {shown} e agora é {now}. Nada foi gravado.",
        "Confira os valores na tela e confirme de novo.",
    ),
    "pay_out_reason_missing": Message("Diga por que o crédito sai em dinheiro", "O motivo fica registrado."),
    "counted_by_return": Message(
        "Este recebimento já foi devolvido com a mercadoria",
        "A devolução nº {return_number} contou o que ele pagou. Nada foi mudado.",
        "O que foi devolvido está na compra, em devoluções.",
    ),
    "reason_missing": Message("Diga o motivo", "O estorno fica registrado com ele."),
    # -- people beside a customer
    "guarantor_is_customer": Message("Ninguém é avalista de si mesmo", "", "Escolha outra pessoa."),
    "guarantor_already": Message("{name} já é avalista deste cliente", "Nada foi mudado."),
    "guarantor_unfit": _guarantor_unfit,
    "customer_closed": _customer_closed,
    "relation_ended": Message(
        "{name} não está mais nesta ficha", "Outro caixa encerrou antes. Nada foi mudado.", "Atualize (F5)."
    ),
    "buyer_name_missing": Message("Falta o nome de quem pode comprar"),
    "buyer_is_customer": Message("Este CPF é do próprio cliente", "Não precisa de autorização."),
    "buyer_already": Message("{name} já pode comprar nesta conta", "Nada foi mudado."),
    # -- files of a record
    "attachment_unreadable": Message("Não consegui abrir {file}", "", "Confira se o arquivo está lá."),
    "attachment_empty": Message("O arquivo está vazio", "Nada foi gravado.", "Confira se é o arquivo certo."),
    "attachment_too_large": Message(
        "Arquivo grande demais", "Cabem 5 MB. Nada foi gravado.", "Diminua a foto ou o PDF e traga de novo."
    ),
    "not_an_attachment": Message(
        "Este tipo de arquivo não é aceito",
        "O que conta é o conteúdo, não o nome do arquivo. Nada foi gravado.",
        "Traga uma foto (JPEG ou PNG) ou um PDF.",
    ),
    "picture_damaged": Message(
        "A imagem está danificada", "Ela não pôde ser lida até o fim. Nada foi gravado.", "Fotografe de novo."
    ),
    "picture_too_large": Message(
        "Imagem grande demais", "Ela tem mais de 50 milhões de pontos. Nada foi gravado.", "Diminua a imagem."
    ),
    "pdf_damaged": Message(
        "O PDF está danificado", "Ele não pôde ser lido. Nada foi gravado.", "Baixe ou salve o PDF de novo."
    ),
    "pdf_locked": Message("O PDF tem senha", "Nada foi gravado.", "Salve uma cópia sem senha e traga essa."),
    "pdf_too_long": Message("PDF longo demais", "Cabem {limit} páginas.", "Traga só as que importam."),
    "photo_not_picture": Message("Um PDF não serve de foto", "Nada foi gravado.", "Traga um JPEG ou PNG."),
    "same_file_already": Message(
        "Este arquivo já está na ficha", "“{title}”, desde {attached_on}. Nada foi gravado."
    ),
    "too_many_attachments": Message(
        "A ficha já tem {limit} arquivos", "Nada foi gravado.", "Remova um que não serve mais."
    ),
    "attachment_not_found": Message("O arquivo não está mais nesta ficha", "", "Atualize (F5)."),
    # -- agreements
    "nothing_to_negotiate": Message("Nenhuma parcela marcada", "", "Marque o que entra no acordo."),
    "discount_out_of_range": Message("O desconto vai de 0% a {limit}", "{discount} não pode ser dado aqui."),
    "discount_above_ceiling": Message(
        "Este desconto precisa de liberação",
        "Seu limite é de {ceiling} e o desconto é de {discount}. Nada foi gravado.",
        "Chame quem pode liberar.",
    ),
    "down_payment_covers_all": Message(
        "A entrada cobre o acordo todo",
        "Entrada de {down_payment} em um total de {total}.",
        "Use a proposta à vista ou diminua a entrada.",
    ),
    "first_due_not_ahead": Message(
        "O 1º vencimento precisa ser depois de hoje", "{first_due} não serve: hoje é {today}."
    ),
    "paid_at_signing_not_covered": Message(
        "Falta dinheiro para fechar o acordo", "Hoje são {due} e foram lançados {tendered}."
    ),
    # -- Pix
    "invalid_pix_key": Message(
        "Chave Pix inválida", "“{text}”.", "Escreva a chave como no banco, sem pontos nem traços."
    ),
    "invalid_pix_name": Message("Falta o nome de quem recebe o Pix"),
    "invalid_pix_city": Message("Falta a cidade de quem recebe o Pix"),
    "invalid_txid": Message("Identificador do Pix inválido", "São de 1 a 25 letras e números, ou ***."),
    "invalid_pix_field": Message("Código Pix inválido", "“{text}” não cabe no formato."),
    "pix_info_too_long": Message("Texto longo demais no Pix", "São {length} letras e cabem {limit}."),
    # -- fiscal notes
    "note_unreadable": Message(
        "Não consegui ler a nota", "{file} não está lá ou veio pela metade.", "Baixe o XML de novo."
    ),
    "note_too_large": Message(
        "O arquivo é grande demais para uma nota", "{file}.", "Confira se é o XML de uma nota só."
    ),
    "note_unsafe": Message(
        "Este XML traz o que nenhuma nota traz",
        "{file} não foi aberto.",
        "Peça o arquivo a quem emitiu a nota.",
    ),
    "not_a_fiscal_note": Message(
        "Isto não é o XML de uma nota",
        "{file} é outro tipo de arquivo.",
        "Escolha o XML da NFC-e ou da NF-e.",
    ),
    "note_of_another_layout": Message(
        "Leiaute de nota que não é lido", "{file} está na versão {version}; é lida a 4.00."
    ),
    "note_key_wrong": Message(
        "A chave da nota não confere", "{key}.", "O arquivo foi alterado: baixe o XML de novo."
    ),
    "note_of_another_shop": Message(
        "A nota é de outra empresa",
        "A nota {number} foi emitida por {issuer_name}.",
        "Escolha uma nota desta loja.",
    ),
    "note_cancelled": _note_cancelled,
    "note_not_authorised": _note_not_authorised,
    "note_for_tests": Message(
        "A nota {number} é de teste",
        "Foi emitida em homologação, sem valor fiscal.",
        "Escolha a nota verdadeira.",
    ),
    "note_is_no_sale": Message("A nota {number} não é de venda", "É uma entrada, devolução ou ajuste."),
    "note_does_not_add_up": Message(
        "A nota {number} não fecha", "Os itens não chegam ao total de {total}.", "Digite os itens da venda."
    ),
    "note_already_sold": Message(
        "Esta nota já foi vendida",
        "É a venda {contract}, de {sold_on}. Nada foi gravado de novo.",
        "Confira se a nota é outra.",
    ),
    # -- bank statements
    "statement_unreadable": Message(
        "Não consegui abrir {file}", "", "Confira se o arquivo está lá e se não está vazio."
    ),
    "statement_too_large": Message(
        "O extrato é grande demais", "{file}.", "Baixe do banco um período menor, de até três meses."
    ),
    "statement_empty": Message(
        "O extrato não tem lançamentos", "{file}.", "Baixe do banco um período em que entrou dinheiro."
    ),
    "statement_damaged": Message(
        "Um lançamento do extrato não pôde ser lido",
        "{file}, lançamento {line}: “{text}”. Nada foi gravado.",
        "Baixe o extrato de novo, de preferência em OFX.",
    ),
    "not_an_account_statement": Message(
        "Isto não é extrato de conta",
        "{file} é de cartão, de investimento ou de outra coisa.",
        "Baixe o extrato da conta em que entram os Pix.",
    ),
    "several_accounts": Message(
        "O arquivo traz {count} contas", "{file}.", "Baixe o extrato de uma conta por vez."
    ),
    "account_not_known": _account_not_known,
    "line_already_decided": Message(
        "Este lançamento já foi conferido", "Alguém o conferiu agora há pouco.", "Atualize a lista (F5)."
    ),
    "proposal_outdated": Message(
        "O que o lançamento pagaria mudou",
        "É o de {amount}, de {day}. Nada foi gravado dele.",
        "A lista foi feita de novo: confira outra vez.",
    ),
    "line_reason_missing": Message("Diga por que o lançamento fica de lado"),
    "not_a_statement": Message(
        "Não achei data e valor nesta tabela",
        "{file} não parece um extrato.",
        "Baixe do banco o extrato em OFX ou CSV.",
    ),
    # -- people and permissions
    "permission_denied": Message(
        "Seu acesso não permite isto", "Nada foi gravado.", "Peça a quem gerencia a loja."
    ),
    "approver_may_not": Message("Quem digitou não pode liberar isto", "", "Chame a gerência ou o dono."),
    "wrong_pin": _wrong_pin,
    "locked_for_minutes": Message(
        "Entrada bloqueada até {until}",
        "Foram muitas senhas erradas seguidas.",
        "Depois dessa hora, tente de novo.",
    ),
    "locked_out": Message(
        "Entrada bloqueada", "Foram 10 senhas erradas seguidas.", "A gerência libera com a senha longa."
    ),
    "wrong_password": Message("Senha errada"),
    "person_not_found": Message("Ninguém tem o número {number}"),
    "person_name_missing": Message("Falta o nome da pessoa"),
    "password_required": Message(
        "Falta a senha longa", "Gerência e dono também têm uma, de 8 letras ou mais."
    ),
    "password_not_used": Message("Só gerência e responsável têm senha longa"),
    "password_needed": Message(
        "Falta confirmar com a senha longa", "Nada foi gravado.", "Tente de novo e digite a senha."
    ),
    "last_owner": Message(
        "A loja ficaria sem responsável",
        "{name} é quem pode tudo aqui. Nada foi mudado.",
        "Antes, dê essa função a outra pessoa.",
    ),
    "owner_has_everything": Message(
        "Quem é responsável pode tudo", "Nada foi mudado.", "Mude a função da pessoa."
    ),
    "unknown_permission": Message("Esta permissão não existe", "Nada foi mudado.", "Atualize (F5)."),
    "permission_not_givable": Message(
        "Isto só vem com a função", "Nada foi mudado.", "Para permitir, mude a função da pessoa."
    ),
    "permission_not_takeable": Message(
        "Sem isto ninguém consegue trabalhar", "Nada foi mudado.", "Para impedir, desative a pessoa."
    ),
    "pin_not_six_digits": Message("A senha tem 6 números"),
    "pin_too_simple": Message("Fácil de adivinhar: evite sequências e repetições"),
    "pin_is_date": Message("Parece uma data: evite aniversários"),
    "password_too_short": Message("A senha longa tem pelo menos {minimum} letras"),
    "password_too_long": Message("A senha longa tem no máximo {maximum} letras"),
    "password_too_common": Message("Fácil de adivinhar: junte duas ou três palavras suas"),
    "release_reason_missing": Message("Diga o motivo da liberação", "São pelo menos {minimum} letras."),
    "approver_is_requester": Message(
        "Quem pede não libera", "Outra pessoa da loja pode.", "Chame essa pessoa, ou peça à distância."
    ),
    "request_not_waiting": Message(
        "Este pedido já não espera resposta", "Foi respondido, retirado, ou o tempo acabou."
    ),
    "nothing_to_release": Message(
        "Não há o que liberar aqui", "A venda já passa, ou a política da loja não deixa ninguém liberar."
    ),
    "nobody_to_ask": Message("Não há outra pessoa que possa liberar", "A venda continua na tela."),
    "not_this_tills": Message("Este pedido é de outra pessoa", "", "Faça um novo pedido."),
    "buyer_not_authorised": Message(
        "Esta pessoa não está autorizada a comprar nesta conta",
        "Nada foi gravado.",
        "Escolha outra vez quem compra.",
    ),
    "not_a_seller": Message(
        "Quem vendeu não está mais na lista de vendas", "Nada foi gravado.", "Escolha de novo."
    ),
    "credit_refused": Message(
        "A política da loja não deixa fazer esta venda", "Nada foi gravado.", "Veja no semáforo o que impede."
    ),
    "credit_release_needed": Message(
        "Esta venda precisa de liberação", "Nada foi gravado.", "Mude a entrada, ou peça a quem libera."
    ),
    "policy_changed_meanwhile": Message(
        "A política mudou enquanto você editava",
        "{operator_name} salvou outra versão. O que você digitou não foi gravado.",
        "Atualize (F5) e mude de novo o que precisar.",
    ),
    "report_period_backwards": Message("O último dia vem antes do primeiro", "", "Troque os dois dias."),
    "credit_customer_not_found": Message("Cliente não encontrado", "", "Busque de novo (F3)."),
    "credit_reason_missing": Message("Diga o motivo", "São pelo menos {minimum} letras, e fica registrado."),
    "limit_out_of_range": Message(
        "Limite fora do permitido", "Vai de zero a {ceiling}, o máximo da política da loja."
    ),
    "already_blocked": Message("O crédito já está bloqueado", "Motivo: {reason}."),
    "not_blocked": Message("O crédito não está bloqueado"),
    "already_restricted": Message("Já há uma restrição anotada", "Motivo: {reason}."),
    "not_restricted": Message("Não há restrição anotada"),
    "release_not_valid": Message("Esta liberação não vale para isto", "", "Peça outra."),
    "release_expired": Message("A liberação venceu", "", "Peça outra."),
    "release_used": Message("A liberação já foi usada", "Cada uma vale uma vez.", "Peça outra."),
    # -- the audit and its key
    "audit_key_missing": Message(
        "Falta o código de recuperação da loja",
        "A auditoria desta loja é selada com ele, e sem ele nada é gravado. O que já existe está inteiro.",
        "Abra o programa e digite o código, ou informe-o em CREDIARIO_CHAVE.",
    ),
    "audit_key_wrong": Message(
        "O código de recuperação não é o desta loja",
        "Nada foi gravado.",
        "Feche o programa, abra de novo e digite o código que vale hoje.",
    ),
    "chain_begun_already": Message(
        "Outro computador já criou o código desta loja",
        "Nada foi gravado.",
        "Digite aqui o mesmo código que foi anotado lá.",
    ),
    "recovery_code_incomplete": Message(
        "O código tem {wanted} letras e números", "Foram digitados {typed}.", "Confira grupo por grupo."
    ),
    "not_a_noted_head": Message(
        "Isto não é o que foi anotado", "“{text}”.", "Escreva como no papel: 1842-9f3a01c7."
    ),
    "not_the_owner": Message(
        "Só o dono, com a senha longa, cria outro código", "Nada foi mudado.", "Confira o número e a senha."
    ),
    "recovery_code_wrong": Message(
        "O código não confere", "Alguma letra ou número está trocado.", "Confira grupo por grupo no papel."
    ),
    # -- files brought in
    "file_not_readable": Message(
        "Não consegui abrir {file}", "", "Confira se o arquivo está lá e feche-o no Excel."
    ),
    "file_empty": Message("O arquivo está vazio", "{file}.", "Confira se é o arquivo certo."),
    "file_too_large": Message(
        "Arquivo grande demais", "{file}: cabem 20 MB, 200 mil linhas e 200 colunas.", "Divida em partes."
    ),
    "table_too_large": Message(
        "Arquivo grande demais", "{file}: cabem 200 mil linhas e 200 colunas.", "Divida em partes."
    ),
    "suspicious_file": Message(
        "Este arquivo não foi feito por um programa de planilhas",
        "{file} não foi aberto, por segurança.",
        "Salve de novo no Excel ou LibreOffice como .xlsx e traga esse.",
    ),
    "old_excel_file": Message(
        "Planilha do Excel antigo (.xls)", "{file}.", "Abra no Excel ou LibreOffice e salve como .xlsx."
    ),
    "encrypted_file": Message("A planilha tem senha", "{file}.", "Salve uma cópia sem senha e traga essa."),
    "not_a_spreadsheet": Message(
        "Isto não é uma planilha", "{file} é outro tipo de arquivo.", "Salve como .xlsx ou .csv e traga esse."
    ),
    "damaged_spreadsheet": Message(
        "A planilha está danificada", "{file} não pôde ser lido até o fim.", "Abra no Excel e salve de novo."
    ),
    "unknown_encoding": Message(
        "As letras deste arquivo não puderam ser lidas", "{file}.", "Salve como “CSV UTF-8” ou .xlsx."
    ),
    "unclosed_quote": Message(
        "Há aspas abertas na linha {line}",
        "{file}: sem as aspas de fechar, uma linha se mistura com a outra.",
        "Corrija a linha e traga de novo.",
    ),
    "nothing_recognised": _nothing_recognised,
    "import_not_found": Message("Importação não encontrada", "", "Atualize (F5) e tente de novo."),
    "import_undone_already": Message("Esta importação já foi desfeita", "{file}. Nada foi mudado."),
    "moved_since_import": _moved_since_import,
    # -- the credit policy
    "policy_out_of_range": _setting_out_of_range,
    "risk_bands_out_of_order": Message(
        "As faixas de risco estão fora de ordem",
        "Nada foi gravado.",
        "Cada faixa começa num score menor que o da anterior; a última começa em zero.",
    ),
    "limit_above_ceiling": Message(
        "O limite inicial passa do limite máximo",
        "Inicial: {limit}. Máximo: {ceiling}.",
        "Diminua o inicial ou aumente o máximo.",
    ),
    "points_table_incomplete": Message(
        "Falta um item ou uma resposta na tabela de pontos",
        "Nada foi gravado.",
        "Cada item e cada resposta aparecem uma vez.",
    ),
    "bands_not_ascending": Message(
        "As faixas de um item estão fora de ordem",
        "Nada foi gravado.",
        "A primeira começa em zero e as outras vão subindo.",
    ),
    "points_out_of_range": Message("Os pontos vão de 0 a {limit}", "Foram digitados {points}."),
    "cut_offs_out_of_order": Message(
        "Os pontos que recusam e os que aprovam não combinam",
        "Recusa abaixo de {refuse_below}, aprova a partir de {approve_from}; a tabela chega a {maximum}.",
        "Recusar começa abaixo de aprovar, e aprovar cabe na tabela.",
    ),
    # -- privacy
    "person_erased": Message(
        "Este cadastro não é mais de ninguém",
        "Os dados foram apagados ou passaram para outro cadastro.",
        "Nada foi gravado. Busque o cliente de novo.",
    ),
    "privacy_day_ahead": Message("{day} ainda não chegou", "Nada foi gravado.", "Confira o dia."),
    "answer_missing": Message("Escreva o que foi respondido", "Nada foi gravado."),
    "request_answered_before": Message(
        "O pedido {protocol} já foi respondido", "Em {answered_on}. Nada foi mudado."
    ),
    "erasure_refused": _erasure_refused,
    "nobody_to_erase": Message(
        "Não há quem apagar",
        "Ninguém foi marcado, são pessoas demais de uma vez, ou os dados já foram apagados.",
        "Nada foi mudado.",
    ),
    "export_not_recorded": Message(
        "A cópia dos dados precisa ser pedida de novo",
        "Passou tempo demais desde o pedido. Nada saiu do programa.",
        "Peça outra vez.",
    ),
    "paper_erased": Message(
        "Este papel não existe mais",
        "Os dados da pessoa foram apagados, e o papel com eles.",
        "Os valores continuam na ficha, sem nome.",
    ),
    "incident_ahead": Message(
        "O dia não combina com o incidente",
        "Nada é anotado com data futura, nem antes do dia em que se soube. Nada foi gravado.",
        "Confira o dia.",
    ),
    "incident_text_missing": _incident_text_missing,
    "people_out_of_range": Message("{people} pessoas não é possível", "Nada foi gravado.", "Confira."),
    "incident_closed": Message("Este incidente está encerrado", "O registro fica como está."),
    "incident_not_answered": Message(
        "Ainda não dá para encerrar",
        "Falta anotar a comunicação à ANPD e às pessoas, ou por que não foi comunicado.",
        "Nada foi gravado.",
    ),
    # -- the analysis of a customer
    "analysis_outdated": _analysis_outdated,
    "decision_reason_missing": Message(
        "Falta o motivo",
        "A decisão é diferente da proposta.",
        "Escreva como quem explica à própria pessoa: ela pode pedir para ler.",
    ),
    "decided_limit_wrong": _decided_limit_wrong,
    "bureau_day_out_of_range": Message(
        "Diga o dia da consulta", "Vale a consulta dos últimos {days} dias.", _WHOLE_DATE
    ),
    "bureau_figures_wrong": Message(
        "O resultado da consulta não fecha",
        "Restrição pede pelo menos 1; a pontuação vai de 0 a {limit}.",
        "Confira no documento da consulta.",
    ),
    # -- settings and papers
    "already_set_up": Message("Esta loja já tem responsável", "Mudanças são feitas nos ajustes."),
    "manager_name_missing": Message("Falta o nome de quem responde pela loja"),
    "stretch_backwards": Message(
        "O período termina antes de começar", "De {sold_from} até {sold_until}.", "Troque uma das datas."
    ),
    "back_test_name_missing": Message("Dê um nome à simulação", "É por ele que as guardadas se comparam."),
    "back_test_forgotten": Message(
        "Esta simulação já não está guardada", "Outra pessoa apagou.", "Atualize a lista com F5."
    ),
    "profile_changed_meanwhile": Message(
        "Os dados da loja mudaram enquanto você editava",
        "{operator_name} gravou outra versão. O que você digitou não foi gravado.",
        "Confira o que mudou e grave de novo.",
    ),
    "holiday_taken": Message("{day} já é dia sem expediente"),
    "holiday_name_missing": Message("Falta o nome do dia", "Por exemplo: aniversário da cidade."),
    "holiday_past": Message(
        "{day} já passou",
        "O que foi cobrado naquele dia fica como foi. Nada foi gravado.",
        "Escolha hoje ou um dia que ainda vem.",
    ),
    "holiday_gone": Message(
        "Este dia já não está na lista", "Outra pessoa o tirou.", "Atualize a lista com F5."
    ),
    "setting_out_of_range": _setting_out_of_range,
    "no_plan_offered": Message("Ofereça pelo menos um plano"),
    "plan_offered_twice": Message("Há dois planos de {count} parcelas"),
    "shop_name_missing": Message("Falta o nome da loja", "Ele sai em todos os papéis."),
    "nothing_left_to_slip": Message(
        "Este acordo foi pago na assinatura", "Não há carnê: o recibo e o termo são os papéis dele."
    ),
    "profile_missing": Message("Faltam os dados da loja", "Nome, endereço e CNPJ saem em todo papel."),
    "shop_field_missing": _shop_field_missing,
    "paper_of_agreement": Message(
        "O papel deste carnê é o termo de acordo",
        "O carnê {contract_number} é de um acordo: não tem contrato de venda nem notas promissórias.",
        "Imprima o termo de acordo.",
    ),
    "sold_elsewhere": Message(
        "Esta venda veio do sistema antigo",
        "O contrato e as notas do carnê {contract_number} foram assinados lá.",
        "Guarde os que existem. O carnê pode ser impresso.",
    ),
    "sale_cancelled": Message(
        "Esta venda foi cancelada",
        "O carnê {contract_number} não vale mais: não há o que assinar.",
        "Devolva as notas promissórias, se houver.",
    ),
    "nothing_left_to_promise": Message(
        "Não há parcela para pôr em nota promissória",
        "No carnê {contract_number}, o que não está pago já venceu. Nenhuma nota foi emitida.",
        "Para mudar as datas, use Negociar.",
    ),
    "signer_without_document": Message(
        "Falta o CPF de quem assina",
        "A nota promissória diz o CPF ou CNPJ de {name}. Nenhuma nota foi emitida.",
        "Complete o cadastro e imprima de novo.",
    ),
    "too_many_guarantors": Message(
        "Há avalistas demais para uma nota",
        "São {count}, e na frente da nota assinam até {most}. Nenhuma nota foi emitida.",
        "Encerre o aval de quem não assina esta compra.",
    ),
    # -- the world
    "receipt_not_printed": _receipt_not_printed,
    "sheet_not_printed": Message(
        "A impressora não aceitou o papel",
        "{printer}. O documento está guardado.",
        "Confira se está ligada e com papel, e tente de novo.",
    ),
    "request_id_reused": Message(
        "Este pedido já foi usado", "Nada foi gravado de novo.", "Volte e abra a tela outra vez."
    ),
    "no_shop": Message("Não há loja nesta pasta", "{place}", "Confira a pasta."),
    "folder_not_empty": Message("A pasta não está vazia", "{place}", "Escolha uma pasta vazia."),
    "not_a_shop": Message("Este arquivo não é uma loja", "{place}", "Nada foi mudado nele. Confira a pasta."),
    "newer_shop": Message(
        "Loja gravada por uma versão mais nova",
        "Nada foi mudado nela.",
        "Atualize o programa neste computador.",
    ),
    "read_only_shop": Message(
        "A pasta da loja não aceita gravação", "{place}", "Libere a pasta e tente de novo."
    ),
    "unsafe_engine": Message("Banco de dados sem segurança", "{detail}", "Reinstale o programa."),
    "disk_full": Message("Não foi gravado: o disco está cheio", "", f"Libere espaço. {_TRY_AGAIN}"),
    "database_busy": Message("Não foi gravado: outro caixa está gravando", "", _TRY_AGAIN),
    "database_unreachable": Message("Sem conexão com o servidor da loja", "Nada foi gravado.", _TRY_AGAIN),
    "storage_failed": Message(
        "Não foi gravado: o disco falhou", "{detail}", f"Chame o suporte. {_TRY_AGAIN}"
    ),
}
