"""Store credit (crédito na loja): what the shop owes a customer, used as a means of payment."""

from dataclasses import dataclass

from crediario.domain.errors import Refusal
from crediario.domain.money import Money


@dataclass(eq=False)
class StoreCreditShort(Refusal):
    """More store credit was asked for than the customer has."""

    balance: Money
    asked: Money


@dataclass(eq=False)
class StoreCreditAlreadyUsed(Refusal):
    """What a payment kept as store credit was spent since: undoing it would leave less than nothing."""

    balance: Money
    needed: Money
