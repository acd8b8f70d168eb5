"""Whose lines are whose: one person behind several ways of writing a name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from crediario.domain.br.identifiers import CPF_LENGTH
from crediario.domain.importing.mentions import Mention
from crediario.domain.importing.people import area_code_of, complete_phone, has_own_case, in_title_case
from crediario.domain.importing.report import RefusedReason
from crediario.domain.registration import NOTES_LENGTH, CustomerKind, PhonePurpose

_TAIL = 8
NOTED_PHONE = "Telefone incompleto: {}"
_NO_NAME = frozenset({"de", "da", "do", "das", "dos", "e", "sr", "sra", "srta", "dr", "dra"})


@dataclass(eq=False, slots=True)
class Person:
    """A customer of the file, with everything its lines say together.

    Attributes:
        mentions: the ways its lines write it, the first one first.
        document: CPF or CNPJ.
        sheet: place of the sheet that named it first.
        line: the line that did.
    """

    mentions: list[Mention] = field(default_factory=list)
    document: str | None = None
    sheet: int = 0
    line: int = 0

    @property
    def codes(self) -> list[str]:
        """Its numbers in the old system."""
        return list(dict.fromkeys(each.code for each in self.mentions if each.code))

    @property
    def name(self) -> str:
        """Its name as somebody took care to write it; empty when no line names it."""
        names: Counter[str] = Counter()
        for each in self.mentions:
            if each.name:
                names[each.name] += each.times
        cared = [(times, name) for name, times in names.items() if has_own_case(name)]
        if cared:
            return max(cared, key=lambda each: (each[0], len(each[1]), each[1]))[1]
        return in_title_case(names.most_common(1)[0][0]) if names else ""

    @property
    def kind(self) -> CustomerKind:
        """A person, unless the document is a company's."""
        is_company = self.document is not None and len(self.document) != CPF_LENGTH
        return CustomerKind.COMPANY if is_company else CustomerKind.PERSON

    @property
    def birth_date(self) -> date | None:
        """The first birth date given."""
        return next((each.birth_date for each in self.mentions if each.birth_date), None)

    def first(self, what: str) -> str | None:
        """The first filled field of that name among its mentions."""
        return next((found for each in self.mentions if (found := getattr(each, what))), None)

    @property
    def income_cents(self) -> int | None:
        """The first income given."""
        return next((each.income_cents for each in self.mentions if each.income_cents), None)

    @property
    def address(self) -> Mention:
        """The mention whose address is kept: the first with a street, else the first."""
        return next((each for each in self.mentions if each.street), self.mentions[0])

    @property
    def phone_tails(self) -> set[str]:
        """What its telephones are compared by."""
        return phone_tails(each.phone.digits for mention in self.mentions for each in mention.phones)

    def phones(self) -> tuple[list[tuple[str, PhonePurpose]], list[str]]:
        """Whole telephones in E.164 with their purpose, and the digits of those that stay incomplete.

        One without area code takes it from the person's other lines.
        """
        read = [each for mention in self.mentions for each in mention.phones]
        whole = {each.phone.e164: each.purpose for each in reversed(read) if each.phone.e164}
        areas = [area_code_of(each.phone.e164) for each in read if each.phone.e164]
        incomplete: list[str] = []
        for each in read:
            if each.phone.e164 is None:
                completed = complete_phone(each.phone.digits, areas[0]) if areas else None
                if completed:
                    whole.setdefault(completed, each.purpose)
                elif each.phone.digits not in incomplete:
                    incomplete.append(each.phone.digits)
        order = [each.phone.e164 for each in read]
        ranked = sorted(
            whole.items(), key=lambda each: order.index(each[0]) if each[0] in order else len(order)
        )
        return [(e164, purpose) for e164, purpose in ranked if e164], incomplete

    def notes(self, incomplete: Sequence[str]) -> str | None:
        """What the record has no field for, in one text."""
        texts = [text for each in self.mentions for text in each.notes]
        texts += [NOTED_PHONE.format(digits) for digits in incomplete]
        return "; ".join(dict.fromkeys(texts))[:NOTES_LENGTH] or None


def phone_tails(numbers: Iterable[str]) -> set[str]:
    """The last digits of telephones, which stay when an area code or the 9 is missing."""
    return {number[-_TAIL:] for number in numbers if len(number) >= _TAIL}


@dataclass(slots=True)
class Persons:
    """Everybody a file names.

    Attributes:
        all: in the order in which the file names them.
        of: the person of each mention.
        refused: mentions that cannot be anybody's, with the reason.
    """

    all: list[Person] = field(default_factory=list)
    of: dict[Mention, Person] = field(default_factory=dict)
    refused: dict[Mention, RefusedReason] = field(default_factory=dict)


def find_persons(mentions: Sequence[Mention], refused_codes: Iterable[str] = ()) -> Persons:
    """Puts together the mentions of each person.

    One document is one person. Without one, the same name and the same telephone, birth date or code are;
    a name alone is, when only one person has it.

    Args:
        mentions: each once, in the order of the file.
        refused_codes: codes of customers whose own lines were refused.

    Rule: product.md K4. See docs/regras.md#importacao.
    """
    finder = _Finder(set(refused_codes))
    stages: tuple[list[Mention], ...] = ([], [], [], [], [])
    for mention in mentions:
        stages[_stage(mention)].append(mention)
    finder.with_documents(stages[0])
    for mention in stages[1] + stages[2]:
        finder.with_code(mention)
    for mention in stages[3] + stages[4]:
        finder.with_name(mention)
    return finder.found_in_order(mentions)


def _stage(mention: Mention) -> int:
    """The surest first: document, code and name, code alone, name and something, name alone."""
    if mention.document:
        return 0
    if mention.code:
        return 1 if mention.name else 2
    return 3 if mention.phones or mention.birth_date else 4


class _Finder:
    """Finds the person of one mention after the other."""

    def __init__(self, refused_codes: set[str]) -> None:
        self._refused_codes = refused_codes
        self._found = Persons()
        self._by_code: dict[str, list[Person]] = defaultdict(list)
        self._by_name: dict[str, list[Person]] = defaultdict(list)

    def found_in_order(self, mentions: Sequence[Mention]) -> Persons:
        """Everybody, in the order of the file."""
        persons = (self._found.of.get(mention) for mention in mentions)
        self._found.all = list(dict.fromkeys(person for person in persons if person is not None))
        return self._found

    def _attach(self, mention: Mention, person: Person) -> None:
        person.mentions.append(mention)
        self._found.of[mention] = person
        if mention.code and person not in self._by_code[mention.code]:
            self._by_code[mention.code].append(person)
        if mention.name and person not in self._by_name[mention.folded]:
            self._by_name[mention.folded].append(person)

    def with_documents(self, mentions: Iterable[Mention]) -> None:
        """One person a document; lines that give it to somebody with quite another name are refused."""
        by_document: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_document[str(mention.document)].append(mention)
        for document, of_one in by_document.items():
            person = Person(document=document)
            named = _most_told(of_one)
            for mention in of_one:
                if named and mention.name and not may_be_same_name(named, mention.folded):
                    self._found.refused[mention] = RefusedReason.DOCUMENT_OF_ANOTHER
                else:
                    self._attach(mention, person)

    def with_code(self, mention: Mention) -> None:
        """The person with that code, whose name does not say otherwise."""
        same = [
            person
            for person in self._by_code[mention.code or ""]
            if not mention.name
            or any(may_be_same_name(each.folded, mention.folded) for each in person.mentions)
        ]
        if len(same) > 1:
            self._found.refused[mention] = RefusedReason.SAME_NAME
        elif not same and not mention.name and mention.code in self._refused_codes:
            self._found.refused[mention] = RefusedReason.CUSTOMER_REFUSED
        else:
            self._attach(mention, same[0] if same else Person())

    def with_name(self, mention: Mention) -> None:
        """The person with that name: the same telephone or birth date, or nobody else it could be."""
        namesakes = self._by_name[mention.folded]
        sure = [person for person in namesakes if _agrees(mention, person)]
        possible = sure or [person for person in namesakes if not _contradicts(mention, person)]
        if len(possible) > 1:
            self._found.refused[mention] = RefusedReason.SAME_NAME
        else:
            self._attach(mention, possible[0] if possible else Person())


def _most_told(mentions: Iterable[Mention]) -> str:
    told: Counter[str] = Counter()
    for each in mentions:
        if each.name:
            told[each.folded] += each.times
    return told.most_common(1)[0][0] if told else ""


def may_be_same_name(one: str, other: str) -> bool:
    """Whether two folded names may be one person's: a word in common, or the beginning of one.

    Married names and nicknames differ in the rest; "Ana Lima" and "José Prado" have nothing in common.
    """
    if not one or not other:
        return True
    ours, theirs = set(one.split()) - _NO_NAME, set(other.split()) - _NO_NAME
    if ours & theirs or not ours or not theirs:
        return True
    return any(a.startswith(b) or b.startswith(a) for a in ours for b in theirs if min(len(a), len(b)) > 2)


def _agrees(mention: Mention, person: Person) -> bool:
    if phone_tails(each.phone.digits for each in mention.phones) & person.phone_tails:
        return True
    return mention.birth_date is not None and mention.birth_date == person.birth_date


def _contradicts(mention: Mention, person: Person) -> bool:
    """Whether both say something of the same kind, and not the same."""
    if mention.birth_date and person.birth_date and mention.birth_date != person.birth_date:
        return True
    return bool(mention.phones) and bool(person.phone_tails)
