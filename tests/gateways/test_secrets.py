"""The system's keyring is trusted, a plain file never; where there is none, nothing breaks."""

from collections.abc import Iterator
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, NoKeyringError

from crediario.gateways.secrets import SERVICE, MemoryKeys, SystemKeyring

SECRET = bytes(range(32))


class Wallet(KeyringBackend):
    """A keyring of the system, in memory."""

    priority = 5

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


class Closed(Wallet):
    """One that its owner did not open."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NoKeyringError


class Forgetful(Wallet):
    """One that says yes and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Chain(Wallet):
    """What keyring makes of several, the untrusted one first."""

    def __init__(self, *backends: Any) -> None:
        super().__init__()
        self.backends = backends


Wallet.__module__ = Closed.__module__ = Forgetful.__module__ = "keyring.backends.SecretService"
Chain.__module__ = "keyring.backends.chainer"


class PlainFile(Wallet):
    """What must never get a secret."""


PlainFile.__module__ = "keyrings.alt.file"


@pytest.fixture(autouse=True)
def none_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_the_systems_keyring_keeps_and_finds() -> None:
    wallet = Wallet()
    keyring.set_keyring(wallet)

    assert SystemKeyring().keep("a-shop", SECRET)
    assert SystemKeyring().find("a-shop") == SECRET
    assert SystemKeyring().find("another") is None
    assert wallet.entries == {(SERVICE, "a-shop"): SECRET.hex()}


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring(), Closed(), Forgetful(), PlainFile()])
def test_what_cannot_be_trusted_keeps_nothing(backend: Any) -> None:
    keyring.set_keyring(backend)

    assert not SystemKeyring().keep("a-shop", SECRET)
    assert SystemKeyring().find("a-shop") is None
    assert not getattr(backend, "entries", None)


def test_a_plain_file_in_front_of_the_systems_keyring_is_passed_over() -> None:
    plain, wallet = PlainFile(), Wallet()
    keyring.set_keyring(Chain(plain, wallet))

    assert SystemKeyring().keep("a-shop", SECRET)
    assert (len(plain.entries), len(wallet.entries)) == (0, 1)


def test_an_entry_somebody_edited_is_no_key() -> None:
    wallet = Wallet()
    wallet.entries[SERVICE, "a-shop"] = "not hexadecimal"
    keyring.set_keyring(wallet)

    assert SystemKeyring().find("a-shop") is None


def test_in_memory() -> None:
    keys = MemoryKeys()
    assert keys.keep("a-shop", SECRET) and keys.find("a-shop") == SECRET
    assert not MemoryKeys(full=True).keep("a-shop", SECRET)
