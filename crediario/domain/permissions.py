"""Who may do what: roles, and the named permission every use case asks for."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in the shop; ``system`` is the program's own operator on the command line."""

    OWNER = "owner"
    MANAGER = "manager"
    CASHIER = "cashier"
    SELLER = "seller"
    COLLECTOR = "collector"
    VIEWER = "viewer"
    SYSTEM = "system"


_OWNER = frozenset({Role.SYSTEM, Role.OWNER})
_MANAGERS = _OWNER | {Role.MANAGER}
_TILL = _MANAGERS | {Role.CASHIER}
_SALES = _MANAGERS | {Role.SELLER}
_COUNTER = _TILL | {Role.SELLER}
_STAFF = _COUNTER | {Role.COLLECTOR}
_ALL = frozenset(Role)

#: Who also has a password, asked for before what is serious.
WITH_PASSWORD = frozenset({Role.OWNER, Role.MANAGER})
PERMISSIONS: dict[str, frozenset[Role]] = {
    "sign_in": _ALL,
    "search": _ALL,
    "see_customer": _ALL,
    "see_overdue": _ALL,
    "take_list": _MANAGERS,
    "roll_day": _ALL,
    "see_document": _STAFF,
    "register_customer": _COUNTER,
    "edit_customer": _COUNTER,
    "simulate": _STAFF,
    "sell": _COUNTER,
    "release_rate": _OWNER,
    "receive": _TILL,
    "waive_charges": _MANAGERS,
    "reverse_payment": _MANAGERS,
    "negotiate": _TILL | {Role.COLLECTOR},
    "release_discount": _MANAGERS,
    "release_large_discount": _OWNER,
    "print_papers": _STAFF,
    "see_papers": _ALL,
    "operate_till": _TILL,
    "use_any_session": _MANAGERS,
    "correct_cash": _MANAGERS,
    "release_cash_difference": _MANAGERS,
    "release_waiver": _MANAGERS,
    "release_large_waiver": _OWNER,
    "release_pix": _MANAGERS,
    "release_reversal": _MANAGERS,
    "return_sale": _MANAGERS,
    "move_due_date": _MANAGERS,
    "match_statement": _MANAGERS,
    "pay_out_credit": _TILL,
    "see_reports": _MANAGERS | {Role.VIEWER},
    "see_settings": _ALL,
    "edit_settings": _MANAGERS,
    "edit_users": _MANAGERS,
    "edit_owners": _OWNER,
    "unlock_user": _MANAGERS,
    "check_shop": _MANAGERS,
    "import_portfolio": _MANAGERS,
    "set_up_shop": _OWNER,
    "see_credit": _ALL,
    "edit_policy": _MANAGERS,
    "analyse_credit": _MANAGERS,
    "set_limit": _MANAGERS,
    "release_credit": _MANAGERS,
    "release_any_credit": _OWNER,
    "release_rate_and_credit": _OWNER,
    "answer_release": _MANAGERS,
    "back_test": _MANAGERS,
    "edit_relations": _COUNTER,
    "merge_customers": _MANAGERS,
    "attach_file": _COUNTER,
    "see_attachment": _MANAGERS,
    "record_consent": _COUNTER,
    "see_privacy": _MANAGERS,
    "export_person": _MANAGERS,
    "anonymise": _OWNER,
    "register_incident": _MANAGERS,
    "see_audit": _MANAGERS,
    "edit_permissions": _OWNER,
}

#: Without these nobody can work at all: never taken from anybody.
BASIC = frozenset({"sign_in", "search", "see_settings", "roll_day", "see_papers"})
#: What an owner may give to a person beyond the role. What releases, what asks for a password and what only
#: owners do is never given: who sells does not release, and whoever could add people could make themselves
#: anything.
GIVABLE = frozenset(
    {
        "see_document",
        "register_customer",
        "edit_customer",
        "simulate",
        "sell",
        "receive",
        "waive_charges",
        "reverse_payment",
        "return_sale",
        "move_due_date",
        "match_statement",
        "use_any_session",
        "negotiate",
        "print_papers",
        "operate_till",
        "see_reports",
        "analyse_credit",
        "set_limit",
        "edit_relations",
        "attach_file",
        "see_attachment",
        "record_consent",
    }
)

#: What a release lets through beside what it was asked for: one yes, given once, to all of a sale.
_COVERED_BY = {
    "release_credit": ("release_any_credit", "release_rate_and_credit"),
    "release_any_credit": ("release_rate_and_credit",),
    "release_rate": ("release_rate_and_credit",),
    "release_waiver": ("release_large_waiver",),
    "release_pix": ("release_waiver", "release_large_waiver"),
}


def covers(given: str, needed: str) -> bool:
    """Whether a release given for one permission is enough where another is needed.

    Rule: product.md B6. See docs/regras.md#liberacao.
    """
    return given == needed or given in _COVERED_BY.get(needed, ())


def allows(role: Role, permission: str) -> bool:
    """Whether ``role`` holds ``permission``.

    Raises:
        KeyError: no permission has that name; a use case asking for it is a bug.

    Rule: product.md K1. See docs/regras.md#permissoes.
    """
    return role in PERMISSIONS[permission]


def holds(role: Role, permission: str, own: bool | None) -> bool:
    """Whether a person of ``role`` holds ``permission``, with what was decided for that person alone.

    ``own`` is True where it was given to the person, False where it was taken away, None where only the role
    speaks. Owners have everything, whatever was written; what may not be given or taken is not.

    Raises:
        KeyError: no permission has that name.

    Rule: product.md K1. See docs/regras.md#permissoes.
    """
    by_role = allows(role, permission)
    if own is None or role in _OWNER:
        return by_role
    if own:
        return by_role or permission in GIVABLE
    return by_role and permission in BASIC
