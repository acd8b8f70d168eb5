"""The recovery code in words: why there is one, what to do with it, and what happens without it. No Qt."""

from crediario.ui.messages import Message

TITLE = "Código de recuperação"
WHY = (
    "Tudo o que se faz na loja fica na auditoria, e cada linha é selada com um código que só a loja tem."
    " Quem mexer no banco de dados por fora não consegue refazer os selos."
)
NOTE_IT = "Anote o código em papel, com a data, e guarde fora deste computador, com quem responde pela loja."
KEPT_HERE = (
    "Este computador guarda o código no cofre do sistema e não vai pedi-lo. Ele é preciso em outro computador"
    " da mesma loja, ou se este for trocado ou formatado."
)
ASKED_EACH_TIME = (
    "Este computador não tem um cofre de senhas: o código é pedido cada vez que o programa é aberto. Sem ele"
    " a loja não grava nada."
)
NOTED = "Já anotei o código"
ASK = "Digite o código de recuperação da loja"
ASK_WHY = (
    "Ele foi mostrado quando a loja foi aberta no programa e está no papel guardado com quem responde por"
    " ela. São nove grupos de seis letras e números; maiúsculas e traços não importam."
)
NOTHING_LOST = "Nada se perdeu: sem o código a loja está inteira, só não grava."
LOST = "Não tenho mais o código"
LOST_WHY = (
    "Quem responde pela loja cria outro com a senha longa. O que já está na auditoria continua guardado e"
    " coberto pelo código novo; só não dá mais para provar que nada mudou antes de hoje, a não ser pelas"
    " últimas linhas anotadas em papel."
)
RESTART = "Criar outro código"


def in_lines(code: str) -> str:
    """Nine groups on three lines, as people copy them."""
    groups = code.split("-")
    return "\n".join("  ".join(groups[start : start + 3]) for start in range(0, len(groups), 3))


def shown_again(code: str) -> Message:
    """The code, asked for by an owner."""
    return Message(TITLE, in_lines(code), NOTE_IT)
