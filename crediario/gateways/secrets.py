"""Where secrets of a shop are kept on a computer: the system's keyring, and never a file of ours."""

import logging
import os
from typing import Any, Protocol

SERVICE = "crediario"
#: Keyrings that belong to the system. Others that may be installed keep passwords in a plain file.
TRUSTED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
#: Where a server or a script says the recovery code, having nobody to ask.
ENVIRONMENT = "CREDIARIO_CHAVE"
log = logging.getLogger(__name__)


class KeyStore(Protocol):
    """Keeps secrets by name. A store that cannot keep anything says so by its answers, and never fails."""

    def find(self, name: str) -> bytes | None:
        """The secret of that name; None when it is not here."""

    def keep(self, name: str, secret: bytes) -> bool:
        """Keeps a secret under that name; whether it is kept."""


class SystemKeyring:
    """Windows' credentials, macOS' keychain, a Linux desktop's wallet; on a bare server there is none."""

    def find(self, name: str) -> bytes | None:
        """The secret of that name; None when there is no keyring, or it does not know the name."""
        try:
            backend = _backend()
            kept = backend.get_password(SERVICE, name) if backend else None
            return bytes.fromhex(kept) if kept else None
        except Exception:
            # A wallet closed, a bus that does not answer, an entry somebody edited: whatever foreign code
            # raises, the person types the code.
            log.info("the keyring did not answer", exc_info=True)
            return None

    def keep(self, name: str, secret: bytes) -> bool:
        """Keeps a secret under that name; whether it is really there afterwards."""
        try:
            backend = _backend()
            if backend is None:
                return False
            backend.set_password(SERVICE, name, secret.hex())
        except Exception:
            log.info("the keyring did not keep the key", exc_info=True)
            return False
        return self.find(name) == secret


class MemoryKeys:
    """Keeps secrets as long as the program runs; with ``full`` it keeps nothing, as where no keyring is."""

    def __init__(self, *, full: bool = False) -> None:
        self.kept: dict[str, bytes] = {}
        self._full = full

    def find(self, name: str) -> bytes | None:
        """The secret of that name."""
        return self.kept.get(name)

    def keep(self, name: str, secret: bytes) -> bool:
        """Keeps it, unless nothing can be kept."""
        if not self._full:
            self.kept[name] = secret
        return not self._full


def code_from_environment() -> str:
    """The recovery code this process was started with; "" when it was started without."""
    return os.environ.get(ENVIRONMENT, "").strip()


def _backend() -> Any:
    """The system's keyring in use; None where there is none, or only one that writes plain files."""
    import keyring

    chosen = keyring.get_keyring()
    candidates = [chosen, *getattr(chosen, "backends", ())]
    return next((each for each in candidates if type(each).__module__ in TRUSTED), None)


def new_secret(length: int) -> bytes:
    """Random bytes of the system, that nobody can guess."""
    return os.urandom(length)
