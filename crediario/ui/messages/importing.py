"""Spreadsheets brought in."""

from crediario.domain.errors import KnownFailure
from crediario.ui.messages.wording import Message, Wording

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


WORDS: dict[str, Wording] = {
    # -- the file
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
        "As letras deste arquivo não puderam ser lidas",
        "{file}.",
        "Salve como “CSV UTF-8” ou .xlsx; se é extrato, baixe em OFX.",
    ),
    "unclosed_quote": Message(
        "Há aspas abertas na linha {line}",
        "{file}: sem as aspas de fechar, uma linha se mistura com a outra.",
        "Corrija a linha e traga de novo.",
    ),
    # -- the import
    "nothing_recognised": _nothing_recognised,
    "import_not_found": Message("Importação não encontrada", "", "Atualize (F5) e tente de novo."),
    "import_undone_already": Message("Esta importação já foi desfeita", "{file}. Nada foi mudado."),
    "moved_since_import": _moved_since_import,
}
