"""Setting a shop up, and its settings."""

from crediario.ui.messages.wording import Message, Wording, limits_words

WORDS: dict[str, Wording] = {
    # -- setting up
    "already_set_up": Message("Esta loja já tem responsável", "Mudanças são feitas nos ajustes."),
    "manager_name_missing": Message("Falta o nome de quem responde pela loja"),
    # -- the shop
    "profile_changed_meanwhile": Message(
        "Os dados da loja mudaram enquanto você editava",
        "{operator_name} gravou outra versão. O que você digitou não foi gravado.",
        "Confira o que mudou e grave de novo.",
    ),
    "settings_changed_meanwhile": Message(
        "Os ajustes mudaram enquanto você editava",
        "{operator_name} gravou outra versão. O que você mudou não foi gravado.",
        "Confira o que mudou e grave de novo.",
    ),
    "shop_name_missing": Message("Falta o nome da loja", "Ele sai em todos os papéis."),
    # -- days off
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
    # -- rules and plans
    "setting_out_of_range": limits_words,
    "no_plan_offered": Message("Ofereça pelo menos um plano"),
    "plan_offered_twice": Message("Há dois planos de {count} parcelas"),
    "fine_above_legal_cap": Message("A multa máxima é de {cap}", "A lei não permite mais."),
    "late_interest_above_cap": Message("Os juros por atraso vão até {cap} ao mês", "A lei não permite mais."),
    "grace_out_of_range": Message("A tolerância vai de 0 a {limit} dias"),
}
