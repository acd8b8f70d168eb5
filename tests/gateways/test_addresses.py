"""The service of postal codes, played by a server of our own: right, wrong, slow, huge, gone."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from crediario.domain.addresses import Address
from crediario.gateways import addresses
from crediario.gateways.addresses import AddressServiceAway, find_address

RIGHT = {
    "cep": "38700-002",
    "logradouro": "Rua Major Gote",
    "complemento": "até 399/400",
    "bairro": "Centro",
    "localidade": "Patos de Minas",
    "uf": "MG",
    "ibge": "3148004",
}
Answer = Callable[[BaseHTTPRequestHandler, threading.Event], None]


class Service:
    """A server on this machine that answers every request as a test says."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Answer = send(RIGHT)
        self.over = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append(self.path)
                service.answer(self, service.over)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    @property
    def place(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/ws/{{cep}}/json/"

    def close(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def send(content: object, status: int = 200, kind: str = "application/json", place: str = "") -> Answer:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()

    def answer(handler: BaseHTTPRequestHandler, _: threading.Event) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        if place:
            handler.send_header("Location", place)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    playing = Service()
    monkeypatch.setattr(addresses, "SERVICE", playing.place)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield playing
    playing.close()


def test_the_address_is_read_and_only_the_cep_is_sent(service: Service) -> None:
    assert find_address("38700002") == Address("Rua Major Gote", "Centro", "Patos de Minas", "MG")
    assert service.asked == ["/ws/38700002/json/"]


def test_a_cep_of_a_whole_town_has_no_street(service: Service) -> None:
    service.answer = send({**RIGHT, "logradouro": "", "bairro": ""})
    assert find_address("38700002") == Address("", "", "Patos de Minas", "MG")


@pytest.mark.parametrize("erro", [True, "true"])
def test_nobody_has_that_cep(service: Service, erro: object) -> None:
    service.answer = send({"erro": erro})
    assert find_address("38700002") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b'"Rua Major Gote"',
        b"<!DOCTYPE html><html><body>Entre na rede da loja</body></html>",
        b"\xff\xfe\x00",
        {},
        {**RIGHT, "cep": "38700-003"},
        {**RIGHT, "uf": "XX"},
        {**RIGHT, "uf": 31},
        {**RIGHT, "localidade": ""},
        {**RIGHT, "localidade": "x" * 61},
        {**RIGHT, "logradouro": None},
        {**RIGHT, "bairro": ["Centro"]},
    ],
)
def test_what_is_no_address_is_not_believed(service: Service, content: object) -> None:
    service.answer = send(content)
    with pytest.raises(AddressServiceAway):
        find_address("38700002")


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
def test_a_service_that_says_no(service: Service, status: int) -> None:
    service.answer = send(b"Bad Request", status)
    with pytest.raises(AddressServiceAway):
        find_address("38700002")


def test_nobody_is_sent_elsewhere(service: Service) -> None:
    service.answer = send(b"", 302, place=service.place.format(cep="00000000"))
    with pytest.raises(AddressServiceAway):
        find_address("38700002")
    assert service.asked == ["/ws/38700002/json/"]


def test_a_huge_answer_is_given_up(service: Service) -> None:
    service.answer = send({**RIGHT, "complemento": "x" * 1_000_000})
    with pytest.raises(AddressServiceAway):
        find_address("38700002")


def test_an_answer_cut_off(service: Service) -> None:
    def half(handler: BaseHTTPRequestHandler, _: threading.Event) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "400")
        handler.end_headers()
        handler.wfile.write(b'{"cep": "38700-002", ')

    service.answer = half
    with pytest.raises(AddressServiceAway):
        find_address("38700002")


def test_a_slow_service_is_given_up(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "SECONDS", 0.05)
    service.answer = lambda _, over: over.wait(10) and None
    with pytest.raises(AddressServiceAway):
        find_address("38700002")


def test_an_answer_that_drips_is_given_up(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "SECONDS", 0.2)

    def drip(handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while not over.wait(0.01):
                handler.wfile.write(b" ")
        except OSError:
            over.set()

    service.answer = drip
    with pytest.raises(AddressServiceAway):
        find_address("38700002")


def test_without_internet(service: Service) -> None:
    service.close()
    with pytest.raises(AddressServiceAway):
        find_address("38700002")
    service.server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    service.thread = threading.Thread(target=service.server.serve_forever, args=(0.01,))
    service.thread.start()


@pytest.mark.parametrize("place", ["https://does-not-exist.invalid/{cep}", "gopher://x/{cep}", "{cep}"])
def test_an_address_that_leads_nowhere(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr(addresses, "SERVICE", place)
    with pytest.raises(AddressServiceAway):
        find_address("38700002")
