"""The shop's file or server, and the disk."""

from crediario.ui.messages.wording import TRY_AGAIN, Message, Wording

WORDS: dict[str, Wording] = {
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
    "disk_full": Message("Não foi gravado: o disco está cheio", "", f"Libere espaço. {TRY_AGAIN}"),
    "database_busy": Message("Não foi gravado: outro caixa está gravando", "", TRY_AGAIN),
    "database_unreachable": Message("Sem conexão com o servidor da loja", "Nada foi gravado.", TRY_AGAIN),
    "storage_failed": Message("Não foi gravado: o disco falhou", "{detail}", f"Chame o suporte. {TRY_AGAIN}"),
}
