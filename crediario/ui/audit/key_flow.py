"""Before anybody signs in: the shop's key is at hand, or is made and noted, or is asked for."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QObject

from crediario.domain.audit_chain import KEY_BYTES, AuditKey
from crediario.domain.errors import KnownFailure
from crediario.domain.recovery_code import recovery_code
from crediario.gateways.secrets import KeyStore, new_secret
from crediario.services.audit import (
    AuditBegun,
    BeginAudit,
    KeyState,
    RestartAudit,
    audit_key_state,
    begin_audit,
    check_code,
    restart_audit,
)
from crediario.services.core import Context
from crediario.ui.audit.key_pages import AskCodePage, NewCodePage
from crediario.ui.main_window import MainWindow

KEPT, ASKED = "keyring", "asked"


class KeyFlow(QObject):
    """``done`` gets the context with the key, once; until then the window shows the pages of the code."""

    def __init__(
        self, window: MainWindow, ctx: Context, keys: KeyStore, done: Callable[[Context], None]
    ) -> None:
        super().__init__(window)
        self._window, self._ctx, self._keys, self._done = window, ctx, keys, done
        self._page: AskCodePage | None = None

    def start(self) -> None:
        """Look how it stands."""
        self._use(self._ctx)
        self._window.tasks.run(self, audit_key_state, self._found)

    def _use(self, ctx: Context) -> None:
        self._shell = self._window.shell_for(ctx)

    def _found(self, state: KeyState) -> None:
        if state.source and state.at_hand:
            self._done(self._ctx)
        elif state.source:
            self._ask()
        else:
            key = AuditKey(new_secret(KEY_BYTES))
            self._window.tasks.run(
                self, _keep, lambda kept: self._show_new(key, lambda: self._begin(key, kept=kept), kept=kept),
                self._keys, key,
            )  # fmt: skip

    def _show_new(self, key: AuditKey, done: Callable[[], None], *, kept: bool) -> None:
        self._window.show_page(NewCodePage(self._shell, recovery_code(key), done, kept=kept))

    # -- a new key -------------------------------------------------------------------------------------------

    def _begin(self, key: AuditKey, *, kept: bool) -> None:
        """Noted: from here on everything is sealed."""
        ctx = replace(self._ctx, audit_key=key)
        self._use(ctx)
        order = BeginAudit(str(uuid4()), KEPT if kept else ASKED)

        def begun(_: AuditBegun) -> None:
            self._done(ctx)

        # Another till may have begun meanwhile: then its code is asked for.
        self._window.tasks.run(self, begin_audit, begun, order, on_refused=lambda _: self.start())

    # -- the key that is -------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._page = AskCodePage(self._shell, self._typed, self._restart)
        self._window.show_page(self._page)

    def _typed(self, code: str) -> None:
        self._window.tasks.run(self, check_code, self._entered, code, on_refused=self._refused)

    def _entered(self, key: AuditKey) -> None:
        """It is the shop's: kept where it can be, so that it is not asked for again."""
        done = replace(self._ctx, audit_key=key)
        self._window.tasks.run(self, _keep, lambda _: self._done(done), self._keys, key)

    def _refused(self, failure: KnownFailure) -> None:
        self._use(self._ctx)
        if self._page is not None:
            self._page.say(failure)

    def _restart(self, number: int, password: str) -> None:
        """Key and code are lost: another one, and it is shown to be noted."""
        key = AuditKey(new_secret(KEY_BYTES))
        self._window.tasks.run(
            self, _keep, lambda kept: self._go_on_with(key, number, password, kept=kept), self._keys, key
        )

    def _go_on_with(self, key: AuditKey, number: int, password: str, *, kept: bool) -> None:
        ctx = replace(self._ctx, audit_key=key)
        self._use(ctx)
        order = RestartAudit(str(uuid4()), KEPT if kept else ASKED, number, password)

        def begun(_: AuditBegun) -> None:
            self._show_new(key, lambda: self._done(ctx), kept=kept)

        self._window.tasks.run(self, restart_audit, begun, order, on_refused=self._refused)


def _keep(_: Context, keys: KeyStore, key: AuditKey) -> bool:
    """Into the keyring, on the lane: a wallet may ask its owner first."""
    return keys.keep(key.fingerprint, key.value)
