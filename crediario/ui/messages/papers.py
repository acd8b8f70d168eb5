"""Papers, and the printers they come out of."""

from crediario.domain.errors import KnownFailure
from crediario.gateways.printer import PrinterFault
from crediario.ui.messages.wording import Message, Wording

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


def _receipt_not_printed(failure: KnownFailure) -> Message:
    figures = vars(failure)
    title, advice = _PRINTER_FAULTS.get(figures["fault"], _PRINTER_FAULTS[PrinterFault.STOPPED])
    return Message(title, f"{figures['printer']}. O documento está guardado.", advice)


WORDS: dict[str, Wording] = {
    # -- papers
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
    # -- printers
    "receipt_not_printed": _receipt_not_printed,
    "sheet_not_printed": Message(
        "A impressora não aceitou o papel",
        "{printer}. O documento está guardado.",
        "Confira se está ligada e com papel, e tente de novo.",
    ),
}
