"""What roles and permissions are called: words that fit anybody. Imports no Qt."""

from crediario.domain.permissions import Role

ROLES: dict[Role, str] = {
    Role.OWNER: "responsável",
    Role.MANAGER: "gerência",
    Role.CASHIER: "caixa",
    Role.SELLER: "vendas",
    Role.COLLECTOR: "cobrança",
    Role.VIEWER: "consulta",
    Role.SYSTEM: "sistema",
}
#: The permissions a shop decides about, as it would say them, in groups; each is one a use case asks for.
POWERS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Clientes",
        (
            ("register_customer", "Cadastrar cliente"),
            ("edit_customer", "Mudar cadastro"),
            ("see_document", "Ver CPF completo"),
            ("edit_relations", "Avalista, autorizados e família"),
            ("record_consent", "Registrar consentimento"),
            ("attach_file", "Anexar arquivo ou foto"),
            ("see_attachment", "Abrir anexos"),
            ("merge_customers", "Unificar cadastros repetidos"),
        ),
    ),
    (
        "Venda e caixa",
        (
            ("simulate", "Simular venda"),
            ("sell", "Vender a prazo"),
            ("receive", "Receber parcela"),
            ("operate_till", "Abrir e fechar o caixa"),
            ("print_papers", "Imprimir carnê e recibo"),
            ("use_any_session", "Usar o caixa aberto por outra pessoa"),
            ("correct_cash", "Corrigir um caixa fechado"),
            ("release_cash_difference", "Liberar diferença no fechamento"),
            ("waive_charges", "Dispensar multa e juros"),
            ("release_waiver", "Liberar dispensa de multa e juros"),
            ("release_large_waiver", "Liberar dispensa grande"),
            ("release_pix", "Confirmar Pix sem o código"),
            ("match_statement", "Conferir extrato do banco"),
            ("reverse_payment", "Estornar"),
            ("release_reversal", "Liberar estorno"),
            ("return_sale", "Cancelar ou devolver compra"),
            ("pay_out_credit", "Pagar crédito na loja em dinheiro"),
            ("move_due_date", "Mudar vencimento"),
            ("release_rate", "Juros acima de 1%"),
        ),
    ),
    (
        "Pendências e acordos",
        (
            ("see_overdue", "Ver pendências"),
            ("negotiate", "Fazer acordo"),
            ("release_discount", "Liberar desconto do acordo"),
            ("release_large_discount", "Liberar desconto grande"),
            ("take_list", "Levar lista de clientes"),
        ),
    ),
    (
        "Crédito",
        (
            ("see_credit", "Ver limite e pontuação"),
            ("analyse_credit", "Analisar crédito"),
            ("set_limit", "Mudar limite"),
            ("release_credit", "Liberar venda acima do limite"),
            ("release_any_credit", "Liberar qualquer venda"),
            ("release_rate_and_credit", "Liberar juros e limite de uma vez"),
            ("answer_release", "Responder pedido de liberação"),
            ("edit_policy", "Mudar a política de crédito"),
            ("back_test", "Testar outra política"),
        ),
    ),
    (
        "Gerência",
        (
            ("see_reports", "Ver relatórios"),
            ("edit_settings", "Mudar planos e multa"),
            ("edit_users", "Cadastrar pessoas"),
            ("edit_permissions", "Mudar o que cada pessoa pode"),
            ("edit_owners", "Mudar quem responde pela loja"),
            ("unlock_user", "Liberar entrada bloqueada"),
            ("import_portfolio", "Trazer carteira"),
            ("see_audit", "Ver a auditoria"),
            ("see_privacy", "Ver acessos e pedidos de dados"),
            ("export_person", "Exportar dados de uma pessoa"),
            ("anonymise", "Apagar dados de uma pessoa"),
            ("register_incident", "Registrar incidente"),
            ("check_shop", "Conferir a loja inteira"),
        ),
    ),
)
POWER_WORDS: dict[str, str] = dict(line for _, lines in POWERS for line in lines)
#: Whoever has a role has these; nobody decides about them.
WITHOUT_WORDS = frozenset({"sign_in", "search", "see_customer", "see_settings", "see_papers", "roll_day"})
#: Done once, by whoever answers for the shop.
ONCE = frozenset({"set_up_shop"})
