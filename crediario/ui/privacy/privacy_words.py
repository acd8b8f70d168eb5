"""The words of the privacy screens. Imports no Qt."""

from collections.abc import Sequence
from datetime import date

from crediario.domain.br import format_date
from crediario.domain.privacy import protocol
from crediario.services.anonymising import ErasurePreview
from crediario.services.incidents import Countdown, IncidentNoteKind, IncidentState
from crediario.services.privacy import (
    ConsentChannel,
    ConsentPurpose,
    ConsentState,
    RequestKind,
    RequestRow,
)
from crediario.services.record_access import Opened
from crediario.ui.messages import hold_words
from crediario.ui.words import counted

PURPOSES = {
    ConsentPurpose.MARKETING: "Ofertas e novidades",
    ConsentPurpose.BIRTHDAY: "Aniversário",
    ConsentPurpose.PHOTO: "Foto no cadastro",
}
CHANNELS = {
    ConsentChannel.COUNTER: "No balcão",
    ConsentChannel.PAPER: "Por escrito",
    ConsentChannel.WHATSAPP: "WhatsApp",
    ConsentChannel.PHONE: "Telefone",
    ConsentChannel.EMAIL: "E-mail",
}
REQUESTS = {
    RequestKind.ACCESS: "Saber quais dados a loja tem",
    RequestKind.CORRECTION: "Corrigir dados",
    RequestKind.ERASURE: "Apagar dados",
    RequestKind.PORTABILITY: "Levar os dados",
    RequestKind.SHARING: "Saber com quem foram compartilhados",
    RequestKind.REVOCATION: "Retirar um consentimento",
    RequestKind.REVIEW: "Rever decisão de crédito",
}
#: What answers each kind of request, told beside the field of the answer.
HOW_TO_ANSWER = {
    RequestKind.ACCESS: "Exporte os dados e entregue o PDF.",
    RequestKind.CORRECTION: "Corrija o cadastro (Ctrl+E) e diga aqui o que mudou.",
    RequestKind.ERASURE: "Veja em Exportar e apagar se já pode; se não, diga aqui o motivo que aparece lá.",
    RequestKind.PORTABILITY: "Exporte os dados e entregue o arquivo JSON.",
    RequestKind.SHARING: "O programa não envia dados a ninguém; diga se a loja enviou algo por fora, a quem.",
    RequestKind.REVOCATION: "Anote a retirada em Consentimentos.",
    RequestKind.REVIEW: "Uma pessoa que não decidiu da primeira vez olha de novo e escreve o motivo.",
}
OPENED = {
    Opened.CARD: "Ficha",
    Opened.FORM: "Cadastro",
    Opened.DOCUMENT: "CPF completo",
    Opened.ATTACHMENT: "Arquivo guardado",
    Opened.ANALYSIS: "Análise de crédito",
    Opened.EXPORT: "Cópia dos dados",
}
NOTES = {
    IncidentNoteKind.MEASURE: "Medida tomada",
    IncidentNoteKind.TOLD_AUTHORITY: "Comunicado à ANPD",
    IncidentNoteKind.TOLD_PEOPLE: "Comunicado às pessoas",
    IncidentNoteKind.NOT_TOLD: "Por que não foi comunicado",
    IncidentNoteKind.CLOSED: "Encerramento",
}
GOES = (
    "Nome, CPF, nascimento, endereço, telefones e e-mail",
    "Renda, referências, observações e todo o cadastro completo",
    "Foto e arquivos guardados, carnês, recibos e termos emitidos",
    "O que a auditoria e outros cadastros dizem do nome e dos números",
)
STAYS = (
    "Vendas, parcelas, pagamentos e acordos, com seus valores, sem nome",
    "A contabilidade, os números dos recibos e os selos da auditoria",
    "Quem abriu o cadastro, os consentimentos e os pedidos, sem nome",
)
ONLY_OWNERS = "Só quem é responsável pela loja apaga dados."


def request_number(row: RequestRow) -> str:
    """The protocol of a request."""
    return protocol(row.request_id, row.asked_on)


def due_words(row: RequestRow, today: date) -> str:
    """How long there is to answer: ``faltam 5 dias``, ``vence hoje``, ``2 dias atrasado``."""
    if row.answered_on is not None:
        return f"respondido em {format_date(row.answered_on)}"
    days = (row.due_on - today).days
    if days < 0:
        return f"{counted(-days, 'dia', 'dias')} além do prazo"
    return (
        "o prazo é hoje"
        if not days
        else f"{'falta' if days == 1 else 'faltam'} {counted(days, 'dia', 'dias')}"
    )


def is_late(row: RequestRow, today: date) -> bool:
    """Whether the deadline of a request passed without an answer."""
    return row.answered_on is None and row.due_on < today


def waiting_words(rows: Sequence[RequestRow], today: date) -> str:
    """``2 pedidos esperam resposta, 1 além do prazo``."""
    if not rows:
        return "Nenhum pedido espera resposta"
    late = sum(is_late(row, today) for row in rows)
    said = counted(len(rows), "pedido espera", "pedidos esperam")
    return f"{said} resposta" + (f", {late} além do prazo" if late else "")


def consent_words(state: ConsentState) -> str:
    """``desde 09/06/2026, no balcão``; empty while nobody asked."""
    newest = state.newest
    if newest is None:
        return ""
    return (
        f"{format_date(newest.consented_on)}, {CHANNELS[newest.channel].lower()}, por {newest.operator_name}"
    )


def state_words(state: ConsentState) -> str:
    """Whether a consent holds, in a word or two."""
    if state.newest is None:
        return "Não perguntado"
    return "Autorizado" if state.given else "Não autorizado"


def countdown_words(at: Countdown) -> str:
    """Where an incident stands, with the days left."""
    if at.state is IncidentState.CLOSED:
        return "Encerrado"
    if at.state is IncidentState.ANSWERED:
        return "Respondido"
    if at.late:
        return f"Prazo passou em {format_date(at.tell_by)}"
    left = counted(at.days_left, "dia útil", "dias úteis")
    return f"{'Falta' if at.days_left == 1 else 'Faltam'} {left}"


def deadline_words(at: Countdown) -> str:
    """The deadlines of an incident, in a sentence."""
    complement = (
        f" Completar até {format_date(at.complement_by)}."
        if at.complement_by
        else " O prazo de completar conta da comunicação à ANPD."
    )
    kept = f" Registro guardado até {format_date(at.keep_until)}, no mínimo."
    return f"Comunicar à ANPD e às pessoas até {format_date(at.tell_by)}.{complement}{kept}"


def held_words(preview: ErasurePreview) -> list[str]:
    """Why the data must stay, a line for each reason."""
    return [f"{hold_words(hold)[0].upper()}{hold_words(hold)[1:]}." for hold in preview.holds]


def marked_words(count: int) -> str:
    """How many people are marked to be erased."""
    return counted(count, "pessoa marcada", "pessoas marcadas") if count else "Espaço marca"
