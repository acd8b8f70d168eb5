"""Passwords and the six digits: hashed with argon2id, slow on purpose, imported only when used."""

from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import argon2


class PasswordHasher(Protocol):
    """Turns a secret into what may be stored, and checks it later."""

    def hash(self, secret: str) -> str:
        """What to store for ``secret``: salted, different every time."""

    def verify(self, stored: str, secret: str) -> bool:
        """Whether ``secret`` is the one that was hashed."""

    def needs_rehash(self, stored: str) -> bool:
        """Whether ``stored`` was made with weaker parameters than today's."""

    def rehash(self, stored: str, secret: str) -> str:
        """``secret`` with today's parameters and the salt of ``stored``, which tells that it is the same."""


@dataclass(frozen=True, slots=True)
class Argon2Hasher:
    """Argon2id. The default parameters are above OWASP's: 64 MiB, three passes, four lanes.

    Attributes:
        time_cost: passes over the memory.
        memory_kib: memory each hash takes.
        lanes: parallelism.
    """

    time_cost: int = 3
    memory_kib: int = 65_536
    lanes: int = 4

    def hash(self, secret: str) -> str:
        """The encoded hash, parameters and salt included."""
        return self._hasher().hash(secret)

    def verify(self, stored: str, secret: str) -> bool:
        """Whether it fits; a text that is no hash never does."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._hasher().verify(stored, secret)
        except (InvalidHashError, VerificationError):
            return False

    def needs_rehash(self, stored: str) -> bool:
        """Whether the stored parameters differ from these."""
        return self._hasher().check_needs_rehash(stored)

    def rehash(self, stored: str, secret: str) -> str:
        """What to store for the secret of ``stored``, now with these parameters."""
        *_, salt, _ = stored.split("$")
        return self._hasher().hash(secret, salt=b64decode(salt + "=" * (-len(salt) % 4)))

    def _hasher(self) -> "argon2.PasswordHasher":
        import argon2

        return argon2.PasswordHasher(self.time_cost, self.memory_kib, self.lanes)
