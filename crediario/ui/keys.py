"""The one table of keys: it feeds the key bar, the keycaps on buttons, the F1 overlay and the manual.

Only what the program really does stands here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Where(Enum):
    """The columns of the F1 overlay."""

    ANYWHERE = "Em qualquer tela"
    FIELDS = "Campos e listas"
    RECEIVE = "Receber"
    SALE = "Vender e negociar"
    OVERDUE = "Pendências"
    CASH = "Caixa"


@dataclass(frozen=True, slots=True)
class Key:
    """One action and its keys.

    ``sequences`` are Qt's portable names. Of a ``series`` each key picks one of a list (the plans, the tabs);
    ``each`` then names them in the overlay. ``caps`` says what keycaps show when not the keys themselves.
    """

    id: str
    sequences: tuple[str, ...]
    label: str
    where: Where
    caps: tuple[str, ...] = ()
    series: bool = False
    each: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The texts of the keycaps; of two keys for the same action, the first."""
        if self.caps:
            return self.caps
        keys = self.sequences if self.series else self.sequences[:1]
        return tuple(keycap(sequence) for sequence in keys)


_NAMES = {
    "Return": "Enter",
    "Space": "Espaço",
    "Del": "Delete",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
}


def keycap(sequence: str) -> str:
    """How a key is written on a keycap: ``Shift+Return`` is *Shift+Enter*."""
    if sequence in ("+", "-"):
        return sequence.replace("-", "−")
    return "+".join(_NAMES.get(part, part) for part in sequence.split("+"))


#: In the order of the keyboard: the tenth is 0.
_ALT_DIGITS = tuple(f"Alt+{digit}" for digit in "1234567890")

TABLE: tuple[Key, ...] = (
    Key("help", ("F1",), "Ajuda e atalhos", Where.ANYWHERE),
    Key("sell", ("F2",), "Nova venda", Where.ANYWHERE),
    Key("search", ("F3", "Ctrl+K"), "Buscar cliente", Where.ANYWHERE),
    Key("receive", ("F4",), "Receber", Where.ANYWHERE),
    Key("reload", ("F5",), "Atualizar, tentar de novo", Where.ANYWHERE),
    Key("overdue", ("F7",), "Pendências", Where.ANYWHERE),
    Key("negotiate", ("F8",), "Negociar", Where.ANYWHERE),
    Key("print", ("F9",), "Imprimir, 2ª via", Where.ANYWHERE),
    Key("conclude", ("F10",), "Concluir (botão azul)", Where.ANYWHERE),
    Key("full_screen", ("F11",), "Tela cheia", Where.ANYWHERE),
    Key("cash", ("F12",), "Caixa: abrir, sangria, suprimento, fechar", Where.ANYWHERE),
    Key("home", ("Ctrl+1",), "Início", Where.ANYWHERE),
    Key("settings", ("Ctrl+5",), "Ajustes", Where.ANYWHERE),
    Key("requests", ("Alt+L",), "Pedidos de liberação", Where.ANYWHERE),
    Key("lock", ("Ctrl+L",), "Travar o caixa", Where.ANYWHERE),
    Key("next_field", ("Return",), "Próximo campo", Where.FIELDS),
    Key("previous_field", ("Shift+Return",), "Campo anterior", Where.FIELDS),
    Key("back", ("Esc",), "Voltar, sem gravar", Where.FIELDS),
    Key("move", ("Up", "Down"), "Andar na lista", Where.FIELDS, caps=("↑", "↓")),
    Key("mark", ("Space",), "Marcar", Where.FIELDS),
    Key("mark_late", ("Ctrl+A",), "Marcar atrasadas", Where.FIELDS),
    Key("day", ("+", "-"), "Dia seguinte, anterior", Where.FIELDS, caps=("+", "−")),
    Key("today", ("H",), "Hoje, em uma data", Where.FIELDS),
    Key("tab", _ALT_DIGITS, "Mudar de aba", Where.FIELDS, caps=("Alt+1", "…", "0"), series=True),
    Key("new", ("Ctrl+N",), "Novo cadastro, item ou plano", Where.FIELDS),
    Key("new_buyer", ("Alt+C",), "Novo comprador autorizado", Where.FIELDS),
    Key("remove", ("Del",), "Remover ou encerrar", Where.FIELDS),
    Key("remove_item", ("Ctrl+Del",), "Tirar o item ou o plano", Where.FIELDS),
    Key("people", ("Ctrl+T",), "Pessoas e permissões", Where.FIELDS),
    Key("active", ("Alt+A",), "Desativar ou reativar a pessoa", Where.FIELDS),
    Key("unlock", ("Alt+U",), "Liberar a entrada da pessoa", Where.FIELDS),
    Key("shop_data", ("Ctrl+6",), "Dados da loja", Where.FIELDS),
    Key("days_off", ("Ctrl+7",), "Dias sem expediente", Where.FIELDS),
    Key("receipts", ("Ctrl+8",), "Recibos do dia", Where.FIELDS),
    Key("bring", ("Ctrl+O",), "Trazer arquivo: carteira, extrato", Where.FIELDS),
    Key("bank", ("Ctrl+M",), "Conferir Pix e extrato", Where.FIELDS),
    Key("audit", ("Ctrl+U",), "Auditoria", Where.FIELDS),
    Key("privacy", ("Alt+K",), "Privacidade (LGPD)", Where.FIELDS),
    Key("block_offers", ("Ctrl+B",), "Bloquear ofertas", Where.FIELDS),
    Key("only_customer", ("Ctrl+G",), "Só deste cliente, na auditoria", Where.FIELDS),
    Key("edit", ("Ctrl+E",), "Editar cadastro", Where.FIELDS),
    Key("merge", ("Alt+J",), "Unificar com outro cadastro", Where.FIELDS),
    Key("policy", ("Ctrl+9",), "Política de crédito", Where.FIELDS),
    Key("released", ("Alt+Y",), "Vendas liberadas", Where.FIELDS),
    Key("back_test", ("Alt+I",), "Simular política", Where.FIELDS),
    Key("analyse", ("Ctrl+Y",), "Analisar crédito", Where.FIELDS),
    Key("set_limit", ("Alt+T",), "Alterar limite", Where.FIELDS),
    Key("block_credit", ("Alt+B",), "Bloquear ou desbloquear crédito", Where.FIELDS),
    Key("restrict_credit", ("Alt+S",), "Anotar ou retirar restrição", Where.FIELDS),
    Key("decide", ("Alt+R", "Alt+M", "Alt+V"), "Recusar, aprovar com menos, aprovar", Where.FIELDS,
        series=True),
    Key("customer", ("Ctrl+I",), "Ficha do cliente", Where.FIELDS),
    Key("undo", ("Ctrl+Z",), "Desfazer: soma, importação, estorno", Where.FIELDS),
    Key("move_due", ("Ctrl+H",), "Combinar vencimento", Where.FIELDS),
    Key("store_credit", ("Ctrl+Q",), "Crédito na loja", Where.FIELDS),
    Key("copy", ("Ctrl+C",), "Copiar", Where.FIELDS),
    Key("save_paper", ("Ctrl+S",), "Salvar em arquivo", Where.FIELDS),
    Key("scan", (), "Abre a parcela pronta", Where.RECEIVE, caps=("Leitor",)),
    Key("method", ("D", "P", "B", "C", "Q", "L"), "Forma de pagamento", Where.RECEIVE, series=True,
        each=("Dinheiro", "Pix", "Débito", "Crédito", "Cheque", "Crédito na loja")),
    Key("add_part", ("Return",), "Lançar parte do valor", Where.RECEIVE),
    Key("drop_part", ("Alt+Z",), "Retirar o último valor lançado", Where.RECEIVE),
    Key("keep_change", ("Alt+H",), "Guardar o troco como crédito na loja", Where.RECEIVE),
    Key("reason", ("Ctrl+J",), "Motivo da dispensa", Where.RECEIVE),
    Key("receipt_way", ("Ctrl+R",), "Como sai o recibo", Where.RECEIVE),
    Key("plan", ("1", "2", "3"), "Escolher plano ou proposta", Where.SALE, series=True),
    Key("other_plan", ("Alt+N",), "Outro número de parcelas", Where.SALE),
    Key("due_day", ("Alt+D",), "Dia do vencimento", Where.SALE),
    Key("more_entrada", ("Alt+E",), "Acima do limite: aumentar a entrada", Where.SALE),
    Key("release_here", ("Alt+G",), "Gerência libera ou confirma aqui", Where.SALE),
    Key("release_far", ("Alt+P",), "Acima do limite: pedir à distância", Where.SALE),
    Key("refuse_release", ("Alt+X",), "Não liberar, num pedido", Where.SALE),
    Key("who_buys", ("Alt+Q",), "Quem compra nesta conta", Where.SALE),
    Key("fiscal_note", ("Alt+F",), "XML da nota fiscal", Where.SALE),
    Key("split_entrada", ("Alt+W",), "Dividir a entrada em duas formas", Where.SALE),
    Key("sale_summary", ("Alt+O",), "Quadro do crédito, inteiro", Where.SALE),
    Key("whatsapp", ("Ctrl+W",), "Mensagem pronta no WhatsApp", Where.ANYWHERE),
    Key("discount", ("Ctrl+D",), "Desconto do acordo, dispensa de encargos", Where.SALE),
    Key("next_slip", ("Ctrl+Down",), "Próxima parcela da prévia", Where.SALE, caps=("Ctrl+↓",)),
    Key("previous_slip", ("Ctrl+Up",), "Parcela anterior da prévia", Where.SALE, caps=("Ctrl+↑",)),
    Key("band", ("Left", "Right"), "Faixa de atraso", Where.OVERDUE, caps=("←", "→")),
    Key("all_bands", ("Ctrl+0",), "Ver todas as faixas", Where.OVERDUE),
    Key("filter", ("Ctrl+F",), "Filtrar a lista", Where.OVERDUE),
    Key("sort", ("O",), "Mudar a ordem", Where.OVERDUE),
    Key("print_list", ("Ctrl+P",), "Imprimir a lista", Where.OVERDUE),
    Key("cash_drop", ("S",), "Sangria", Where.CASH),
    Key("cash_supply", ("U",), "Suprimento", Where.CASH),
    Key("past_closings", ("A",), "Fechamentos anteriores", Where.CASH),
    Key("correct_cash", ("C",), "Corrigir um caixa fechado", Where.CASH),
    Key("person", tuple("123456789"), "Escolher o nome, na entrada", Where.ANYWHERE,
        caps=("1", "…", "9"), series=True),
)  # fmt: skip

_BY_ID = {entry.id: entry for entry in TABLE}


def key(action_id: str) -> Key:
    """The entry of an action; an unknown one is a mistake in the program."""
    return _BY_ID[action_id]


@dataclass(frozen=True, slots=True)
class Action:
    """What a key does on one screen.

    ``run`` answers the key; of a series ``pick`` gets the place, from 0, and ``count`` says how many are real
    here. With neither, a widget answers the key itself and the bar only shows it.
    """

    id: str
    run: Callable[[], object] | None = None
    label: str = ""
    pick: Callable[[int], object] | None = None
    count: int = 0
    in_bar: bool = True

    @property
    def key(self) -> Key:
        """The entry in the table."""
        return key(self.id)

    @property
    def text(self) -> str:
        """The words of the bar."""
        return self.label or self.key.label

    @property
    def sequences(self) -> tuple[str, ...]:
        """The keys that work here."""
        return self.key.sequences[: self.count or None]

    @property
    def caps(self) -> tuple[str, ...]:
        """The keycaps the bar shows here."""
        entry = self.key
        if not (entry.series and self.count):
            return entry.shown
        shown = tuple(keycap(sequence) for sequence in self.sequences)
        return shown if len(shown) <= 4 else (shown[0], "…", shown[-1].rpartition("+")[2])


_PLAIN = ("Return", "Shift+Return", "Esc", "Space", "Up", "Down", "Left", "Right")


def is_plain(sequence: str) -> bool:
    """Whether a key may be part of typing: it then acts only where text cannot be typed."""
    return len(sequence) == 1 or sequence in _PLAIN
