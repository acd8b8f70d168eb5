"""Papers issued: what is asked for, what a shop and a sale must have first, and how copies leave."""

from dataclasses import dataclass
from enum import StrEnum

from crediario.domain.errors import Refusal
from crediario.domain.settings import ShopProfile

#: How long conditions that were shown hold, in days: the least the law allows (CDC art. 54-B III).
OFFER_DAYS = 2


@dataclass(eq=False)
class ProfileMissing(Refusal):
    """Papers need the shop's name, address and CNPJ, and the first-run assistant was not finished."""


@dataclass(eq=False)
class ShopFieldMissing(Refusal):
    """A paper says by law what the shop's profile does not have yet.

    Attributes:
        field: ``street``, ``city``, ``uf`` or ``contact``: an e-mail or a WhatsApp.
    """

    field: str


@dataclass(eq=False)
class PaperErased(Refusal):
    """Whom the paper was issued for was anonymised: it is kept as a number, without its bytes."""


@dataclass(eq=False)
class PaperOfAgreement(Refusal):
    """What an agreement promises stands in its termo: it has no contract of sale and no notes."""

    contract_number: int


@dataclass(eq=False)
class SoldElsewhere(Refusal):
    """The sale was brought in from an old system: its contract and notes were signed there."""

    contract_number: int


@dataclass(eq=False)
class SaleCancelled(Refusal):
    """Everything of the sale came back: nothing of it is promised any more."""

    contract_number: int


@dataclass(eq=False)
class NothingLeftToPromise(Refusal):
    """No installment is open and still to come: a note would ask for what is paid, or be late when signed."""

    contract_number: int


@dataclass(eq=False)
class SignerWithoutDocument(Refusal):
    """A note names the CPF or CNPJ of who promises.

    Rule: Lei 6.268/1975 art. 3º.
    """

    name: str


@dataclass(eq=False)
class TooManyGuarantors(Refusal):
    """More answer for the customer than can sign on the face of a note."""

    count: int
    most: int


class Medium(StrEnum):
    """How a copy of a paper leaves the program."""

    PRINTER = "printer"
    RECEIPT_PRINTER = "receipt_printer"
    FILE = "file"
    MESSAGE = "message"


class ReceiptForm(StrEnum):
    """What a receipt is drawn for; a second copy keeps the form of the first."""

    ROLL_80 = "roll_80"
    ROLL_58 = "roll_58"
    A5 = "a5"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """Which paper to issue: ``subject_id`` is the sale of a carnê, the payment of a receipt, an agreement.

    ``form`` is of a receipt alone.
    """

    request_id: str
    subject_id: int
    form: ReceiptForm = ReceiptForm.ROLL_80


def profile_for_notes(profile: ShopProfile | None) -> ShopProfile:
    """The profile, where it says what a promissory note must: the place of issue and of payment.

    Raises:
        ProfileMissing, ShopFieldMissing.

    Rule: LUG (Decreto 57.663/1966) art. 75, 4 and 6. See docs/regras.md#nota-promissoria.
    """
    return _with(profile, "city", "uf")


def profile_for_contract(profile: ShopProfile | None) -> ShopProfile:
    """The profile, where it says what a contract must: the shop's address, the electronic one too.

    Raises:
        ProfileMissing, ShopFieldMissing.

    Rule: CDC art. 54-B IV. See docs/regras.md#contrato.
    """
    found = _with(profile, "street", "city", "uf")
    if not (found.email.strip() or found.whatsapp.strip()):
        raise ShopFieldMissing("contact")
    return found


def _with(profile: ShopProfile | None, *names: str) -> ShopProfile:
    if profile is None:
        raise ProfileMissing
    for name in names:
        if not getattr(profile, name).strip():
            raise ShopFieldMissing(name)
    return profile
