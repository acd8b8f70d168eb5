"""What the first run says roles let people do: words that fit anybody."""

from crediario.domain.permissions import Role
from crediario.ui.role_words import POWER_WORDS

#: The columns of "O que cada um pode": who works at the counter, and the two who release.
SHOWN_ROLES = (Role.CASHIER, Role.SELLER, Role.MANAGER, Role.OWNER)
#: What a shop asks about its people, each of them a permission that a use case checks.
SHOWN_PERMISSIONS: tuple[tuple[str, str], ...] = tuple(
    (permission, POWER_WORDS[permission])
    for permission in (
        "register_customer",
        "see_document",
        "sell",
        "receive",
        "reverse_payment",
        "edit_settings",
        "edit_users",
        "release_rate",
    )
)
