"""What the screens about people say. Imports no Qt."""

from collections.abc import Collection, Sequence
from datetime import datetime

from crediario.domain.br import format_date
from crediario.domain.permissions import BASIC, GIVABLE, Role, allows
from crediario.services.people import Member, PersonSeen
from crediario.ui.role_words import POWER_WORDS, ROLES
from crediario.ui.words import counted

#: The roles in the order of a list, and what each is for.
ROLE_CHOICES: tuple[tuple[Role, str], ...] = (
    (Role.CASHIER, "Caixa: vende, recebe e cadastra"),
    (Role.SELLER, "Vendas: vende e cadastra"),
    (Role.COLLECTOR, "Cobrança: vê pendências e faz acordos"),
    (Role.VIEWER, "Consulta: só olha"),
    (Role.MANAGER, "Gerência: libera, estorna e ajusta"),
    (Role.OWNER, "Responsável: pode tudo"),
)
ONLY_OWNERS = "Só quem é responsável muda o que cada pessoa pode."
OWNERS_HAVE_ALL = "Quem é responsável pode tudo: nada se dá nem se tira."
OWNER_UNTOUCHED = "Só quem é responsável muda os dados de quem é responsável."
ROLE_RESETS = "Com outra função, o que foi dado ou tirado desta pessoa volta ao que a função permite."
GIVEN, TAKEN = "dado a esta pessoa", "tirado desta pessoa"
_OWN_WORDS = {True: GIVEN, False: TAKEN, None: "como a função permite"}
FIXED, NEVER = "vem com a função", "só com outra função"
AT_ONCE = "Vale já na próxima operação da pessoa, mesmo no meio de uma venda."
PIN_NOTE = "Deixe em branco para não mudar. Evite 123456 e datas de aniversário."
NEW_PIN_NOTE = "É com ela que a pessoa entra. Evite 123456 e datas de aniversário."
LONG_NOTE = "Só gerência e responsável têm. É pedida antes do que é sério."


def state_of(member: Member, now: datetime) -> str:
    """``ativa``, ``bloqueada`` until when, or ``desativada``."""
    if not member.person.active:
        return "desativada"
    if member.locked_out:
        return "bloqueada"
    if is_waiting(member, now) and member.locked_until is not None:
        return f"bloqueada até {member.locked_until.astimezone(now.tzinfo):%H:%M}"
    return "ativa"


def is_waiting(member: Member, now: datetime) -> bool:
    """Whether too many wrong tries keep this person out for some minutes."""
    return member.locked_until is not None and now < member.locked_until


def is_locked(member: Member, now: datetime) -> bool:
    """Whether wrong tries keep this person out."""
    return member.person.active and (member.locked_out or is_waiting(member, now))


def seen_words(member: Member, now: datetime) -> str:
    """When the person last did something: ``hoje, 14:32``, ``02/06/2026``."""
    if member.last_seen is None:
        return "ainda não entrou"
    seen = member.last_seen.astimezone(now.tzinfo)
    return f"hoje, {seen:%H:%M}" if seen.date() == now.date() else format_date(seen.date())


def own_words(member: Member) -> str:
    """``2 permissões a mais, 1 a menos``; nothing where only the role speaks."""
    given = sum(1 for _, allowed in member.own if allowed)
    taken = len(member.own) - given
    parts = [counted(given, "permissão a mais", "permissões a mais")] if given else []
    if taken:
        parts.append(
            f"{taken} a menos" if given else counted(taken, "permissão a menos", "permissões a menos")
        )
    return ", ".join(parts)


def may_differ(role: Role, permission: str) -> bool:
    """Whether a person of that role may have it otherwise than the role does."""
    if role is Role.OWNER:
        return False
    return permission not in BASIC if allows(role, permission) else permission in GIVABLE


def power_note(role: Role, permission: str, *, holds: bool) -> str:
    """What stands beside a permission: that it differs from the role, or that it may not."""
    by_role = allows(role, permission)
    if holds is not by_role:
        return GIVEN if holds else TAKEN
    if may_differ(role, permission):
        return ""
    return FIXED if holds else NEVER


def kept_words(parts: Sequence[str], short_name: str) -> str:
    """``Gravado para Joana P.: nome e função e senha longa.``; what it is about first."""
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} e {parts[-1]}"
    return f"Gravado para {short_name}: {listed}."


def overtaken_words(before: Member, now: Member, mine: Collection[str]) -> tuple[str, str] | None:
    """What somebody else changed of a person meanwhile, which of that was changed here too; or nothing."""
    theirs = [*_changed(PersonSeen.of(before), PersonSeen.of(now)), *_changed_secrets(before, now)]
    if not theirs:
        return None
    both = [said for name, said, _ in theirs if name in mine]
    clash = f" Você também mudou: {', '.join(both)}." if both else ""
    listed = "; ".join(f"{said}: {value}" for _, said, value in theirs)
    return (
        "Outra pessoa mudou esta ficha enquanto estava aberta. ",
        f"Agora está {listed}.{clash} Nada seu foi gravado ainda e o que você mudou continua na tela:"
        " confira e grave de novo.",
    )


def _changed(before: PersonSeen, now: PersonSeen) -> list[tuple[str, str, str]]:
    """What differs: its name, what it is called, and what it is now."""
    figures = (
        ("name", "nome", before.name, now.name),
        ("short_name", "como aparece", before.short_name, now.short_name),
        ("role", "função", ROLES[before.role], ROLES[now.role]),
    )
    found = [(name, said, after) for name, said, old, after in figures if old != after]
    old_own, own = dict(before.own), dict(now.own)
    for permission in sorted({*old_own, *own}):
        if old_own.get(permission) is not own.get(permission):
            said = f"«{POWER_WORDS.get(permission, permission)}»"
            found.append((permission, said, _OWN_WORDS[own.get(permission)]))
    return found


def _changed_secrets(before: Member, now: Member) -> list[tuple[str, str, str]]:
    """That they are others; a password that ends with the role is told by the role."""
    found = []
    if before.pin_mark != now.pin_mark:
        found.append(("pin", "senha de 6 números", "outra"))
    if now.has_password and before.password_mark != now.password_mark:
        found.append(("password", "senha longa", "outra" if before.has_password else "nova"))
    return found
