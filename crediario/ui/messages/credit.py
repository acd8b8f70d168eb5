"""The credit of a customer, its analysis, and the shop's policy."""

from crediario.domain.errors import KnownFailure
from crediario.ui.messages.wording import WHOLE_DATE, Message, Wording, limits_words, shown

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


WORDS: dict[str, Wording] = {
    # -- a customer
    "credit_customer_not_found": Message("Cliente não encontrado", "", "Busque de novo (F3)."),
    "credit_reason_missing": Message("Diga o motivo", "São pelo menos {minimum} letras, e fica registrado."),
    "limit_out_of_range": Message(
        "Limite fora do permitido", "Vai de zero a {ceiling}, o máximo da política da loja."
    ),
    "already_blocked": Message("O crédito já está bloqueado", "Motivo: {reason}."),
    "not_blocked": Message("O crédito não está bloqueado"),
    "already_restricted": Message("Já há uma restrição anotada", "Motivo: {reason}."),
    "not_restricted": Message("Não há restrição anotada"),
    # -- the analysis
    "analysis_outdated": _analysis_outdated,
    "decision_reason_missing": Message(
        "Falta o motivo",
        "A decisão é diferente da proposta.",
        "Escreva como quem explica à própria pessoa: ela pode pedir para ler.",
    ),
    "decided_limit_wrong": _decided_limit_wrong,
    "bureau_day_out_of_range": Message(
        "Diga o dia da consulta", "Vale a consulta dos últimos {days} dias.", WHOLE_DATE
    ),
    "bureau_figures_wrong": Message(
        "O resultado da consulta não fecha",
        "Restrição pede pelo menos 1; a pontuação vai de 0 a {limit}.",
        "Confira no documento da consulta.",
    ),
    # -- the policy
    "policy_changed_meanwhile": Message(
        "A política mudou enquanto você editava",
        "{operator_name} salvou outra versão. O que você digitou não foi gravado.",
        "Atualize (F5) e mude de novo o que precisar.",
    ),
    "policy_out_of_range": limits_words,
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
    # -- reports and simulations
    "report_period_backwards": Message("O último dia vem antes do primeiro", "", "Troque os dois dias."),
    "stretch_backwards": Message(
        "O período termina antes de começar", "De {sold_from} até {sold_until}.", "Troque uma das datas."
    ),
    "back_test_name_missing": Message("Dê um nome à simulação", "É por ele que as guardadas se comparam."),
    "back_test_forgotten": Message(
        "Esta simulação já não está guardada", "Outra pessoa apagou.", "Atualize a lista com F5."
    ),
}
