"""A manager's or owner's yes given at the till, as far as it was typed. No Qt here."""

from dataclasses import dataclass, field

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


NO_APPROVAL = Approval()
