"""What F10 asks for one person: as many orders as parts were changed, one after another."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from crediario.domain.permissions import WITH_PASSWORD
from crediario.services.core import UseCase
from crediario.services.people import (
    Member,
    PasswordOrder,
    PermissionChange,
    PermissionsOrder,
    PersonChange,
    PersonOrder,
    PersonSeen,
    PinOrder,
    add_person,
    change_password,
    change_permissions,
    change_person,
    change_pin,
)
from crediario.ui.people.person_form import PersonForm


@dataclass(frozen=True, slots=True)
class Part:
    """One order.

    Attributes:
        said: what it keeps, in words.
        mark: which mark of ``Member`` it changes; nothing where no secret is given.
    """

    said: str
    use_case: UseCase[Any, Any]
    order: Any
    mark: str = ""


def new_person(form: PersonForm) -> Part:
    """Everything a new person has."""
    role = form.chosen_role
    password = form.password.text() if role in WITH_PASSWORD else None
    order = PersonOrder(_id(), form.name.value(), form.short_name.value(), role, form.pin.text(), password)
    return Part("cadastro", add_person, order)


def changed_parts(member: Member, form: PersonForm, powers: Sequence[PermissionChange]) -> list[Part]:
    """What differs from what is kept, in the order it is written."""
    number, parts, seen = member.person.number, [], PersonSeen.of(member)
    password = form.password.text()
    new_role = form.chosen_role is not member.person.role
    if form.is_changed:
        parts.append(_person_part(member, form, password if new_role and password else None))
    if form.pin.text():
        order = PinOrder(_id(), number, member.pin_mark, form.pin.text())
        parts.append(Part("senha de 6 números", change_pin, order, "pin_mark"))
    if password and not new_role:
        another = PasswordOrder(_id(), number, member.password_mark, password)
        parts.append(Part("senha longa", change_password, another, "password_mark"))
    if powers:
        # Another role ended what was given and taken beside the one before.
        now = replace(seen, role=form.chosen_role, own=()) if new_role else seen
        parts.append(power_part(number, now, powers))
    return parts


def _person_part(member: Member, form: PersonForm, password: str | None) -> Part:
    change = PersonChange(
        request_id=_id(),
        number=member.person.number,
        seen=PersonSeen.of(member),
        name=form.name.value(),
        short_name=form.short_name.value(),
        role=form.chosen_role,
        password=password,
        password_seen=member.password_mark,
    )
    return Part("nome e função", change_person, change, "password_mark" if password else "")


def power_part(number: int, seen: PersonSeen, powers: Sequence[PermissionChange]) -> Part:
    """What is given and taken, of somebody who was shown like that."""
    return Part("permissões", change_permissions, PermissionsOrder(_id(), number, seen, tuple(powers)))


def _id() -> str:
    """A new one for each try: an order with a secret is never answered from memory."""
    return str(uuid.uuid4())
