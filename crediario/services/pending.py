"""What became of requests whose answer nobody saw: the window ended between asking and being told."""

from dataclasses import dataclass

import msgspec

from crediario.db import journal
from crediario.domain.money import Money
from crediario.services.core import Context, query


@dataclass(frozen=True, slots=True)
class Became:
    """A request, and whether it happened.

    Attributes:
        use_case: what it was, where it happened; None where nothing was written.
        payment_id: the receipt it made, if any; ``number`` is the receipt's.
        sale_id: the sale it made, if any; ``number`` is the contract's.
        amount: what was received; None where the answer does not say.
    """

    request_id: str
    use_case: str | None
    payment_id: int | None = None
    sale_id: int | None = None
    number: int | None = None
    amount: Money | None = None

    @property
    def happened(self) -> bool:
        """Whether it was written."""
        return self.use_case is not None


@query("see_papers")
def what_became(ctx: Context, request_ids: tuple[str, ...]) -> tuple[Became, ...]:
    """Of each request: whether it was written, and what it made. Nothing is ever half written.

    Rule: reliability I13. See docs/regras.md#pedido-unico.
    """
    return tuple(_became(ctx, each) for each in request_ids)


def _became(ctx: Context, request_id: str) -> Became:
    found = journal.operation(ctx.database, request_id)
    if found is None:
        return Became(request_id, None)
    answer = msgspec.json.decode(found.result) if found.result else {}
    said = answer if isinstance(answer, dict) else {}
    cents = (said.get("amount") or {}).get("cents") if isinstance(said.get("amount"), dict) else None
    return Became(
        request_id=request_id,
        use_case=found.use_case,
        payment_id=said.get("payment_id"),
        sale_id=said.get("sale_id"),
        number=said.get("number"),
        amount=Money(cents) if cents is not None else None,
    )
