"""ViaCEP: what a postal code means, asked over the internet. It is sent the CEP and nothing else.

The answer is a stranger's: it is read strictly, up to a few thousand bytes, within three seconds in all.
"""

from dataclasses import dataclass
from http.client import HTTPException
from time import monotonic
from typing import IO
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec

from crediario.domain.addresses import Address
from crediario.domain.br import clean_text
from crediario.domain.calendar import STATES
from crediario.domain.errors import Refusal, Trouble
from crediario.domain.registration import ADDRESS_LENGTH, PLACE_LENGTH

SERVICE = "https://viacep.com.br/ws/{cep}/json/"
SECONDS = 3.0
MOST_BYTES = 8_192
CHUNK = 1_024


@dataclass(eq=False)
class AddressServiceAway(Trouble):
    """The service could not be reached, was too slow, or answered something else than an address."""


class _Answer(msgspec.Struct):
    """What is read of the answer; ``erro`` says that nobody has that CEP."""

    erro: bool | str = False
    cep: str = ""
    logradouro: str = ""
    bairro: str = ""
    localidade: str = ""
    uf: str = ""


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """An address that moved is another service: it is not followed."""


def find_address(cep: str) -> Address | None:
    """The address of a CEP; None when the service knows none.

    Args:
        cep: eight digits.

    Raises:
        AddressServiceAway: no address came within three seconds, for whatever reason.
    """
    try:
        answer = msgspec.json.decode(_fetched(cep), type=_Answer)
        return None if answer.erro else _address(answer, cep)
    except (OSError, HTTPException, ValueError, msgspec.MsgspecError, Refusal) as failure:
        raise AddressServiceAway from failure


def _fetched(cep: str) -> bytes:
    until = monotonic() + SECONDS
    # The address is a constant; of the CEP only its eight digits go into it.
    request = Request(SERVICE.format(cep=cep), headers={"Accept": "application/json"})  # noqa: S310
    with build_opener(_NoRedirects).open(request, timeout=SECONDS) as response:
        return _read(response, until)


def _read(response: IO[bytes], until: float) -> bytes:
    """All of a short answer; one that drips for ever is given up."""
    content = b""
    while piece := response.read1(CHUNK):  # type: ignore[attr-defined]
        content += piece
        if len(content) > MOST_BYTES or monotonic() > until:
            raise TimeoutError
    return content


def _address(answer: _Answer, cep: str) -> Address:
    if answer.cep.replace("-", "") != cep or answer.uf not in STATES or not answer.localidade:
        raise ValueError(cep)
    return Address(
        street=clean_text(answer.logradouro, ADDRESS_LENGTH),
        district=clean_text(answer.bairro, PLACE_LENGTH),
        city=clean_text(answer.localidade, PLACE_LENGTH),
        uf=answer.uf,
    )
