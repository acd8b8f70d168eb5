"""A manager's or owner's yes given at the till, as far as it was typed. No Qt here."""

from dataclasses import dataclass, field
from uuid import uuid4

from crediario.services.core import payload_hash
from crediario.services.users import ReleaseOrder

REASON_LENGTH = 5
PIN_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Approval:
    """Who says yes, their six figures, and why."""

    number: int = 0
    pin: str = field(default="", repr=False)
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether there is enough of it to be sent."""
        return bool(self.number) and len(self.pin) == PIN_LENGTH and len(self.reason) >= REASON_LENGTH

    def release_order(self, permission: str, subject: object) -> ReleaseOrder:
        """This yes, to exactly one ``subject``: the terms of the order it lets through."""
        return ReleaseOrder(
            request_id=str(uuid4()),
            approver_number=self.number,
            permission=permission,
            subject_hash=payload_hash(subject),
            reason=self.reason,
            pin=self.pin,
        )


NO_APPROVAL = Approval()
