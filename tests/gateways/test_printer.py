"""Receipts on thermal printers: the dots that arrive are the page, a printer that is off is one trouble."""

import errno
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from escpos.printer import Dummy
from PIL import Image, ImageChops

from crediario.documents.receipt import render
from crediario.gateways import printer as gateway
from crediario.gateways.printer import (
    PrinterFault,
    PrinterKind,
    ReceiptNotPrinted,
    ReceiptPrinter,
    print_pdf,
    rasters,
    write_receipt,
)
from tests.documents.pages import codes_on, page_images
from tests.documents.samples import receipt

RASTER, CUT, KICK = b"\x1dv0\x00", b"\x1dVB\x00", b"\x1bp\x00"
NOBODY = ReceiptPrinter(PrinterKind.NETWORK, "127.0.0.1:1")


def strips(sent: bytes) -> list[Image.Image]:
    """The pictures among the bytes sent."""
    found, at = [], sent.find(RASTER)
    while at >= 0:
        wide = int.from_bytes(sent[at + 4 : at + 6], "little")
        high = int.from_bytes(sent[at + 6 : at + 8], "little")
        dots = sent[at + 8 : at + 8 + wide * high]
        found.append(ImageChops.invert(Image.frombytes("1", (wide * 8, high), dots).convert("L")))
        at = sent.find(RASTER, at + 8 + wide * high)
    return found


def printed(sent: bytes) -> Image.Image:
    """What the paper shows."""
    parts = strips(sent)
    paper = Image.new("L", (parts[0].width, sum(part.height for part in parts)))
    top = 0
    for part in parts:
        paper.paste(part, (0, top))
        top += part.height
    return paper


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ."""
    assert one.size == other.size
    differing = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    return sum(differing[128:]) / (one.width * one.height)


@dataclass
class Listener:
    """A network printer: takes what is sent, and answers a question for paper as told."""

    answer: bytes = b""
    reads: bool = True
    received: list[bytes] = field(default_factory=list)
    address: str = ""
    done: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def serve(self, server: socket.socket) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=self._take, args=(connection,), daemon=True).start()

    def _take(self, connection: socket.socket) -> None:
        pieces = []
        with connection:
            while self.reads and (piece := connection.recv(65536)):
                if piece == b"\x10\x04\x04":
                    connection.sendall(self.answer)
                pieces.append(piece)
            self.received.append(b"".join(pieces))
            self.done.release()

    def paper(self) -> bytes:
        """The bytes of the next receipt that arrived whole."""
        assert self.done.acquire(timeout=10)
        return self.received.pop(0)


@contextmanager
def listening(answer: bytes = b"") -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Listener(answer, address=f"127.0.0.1:{server.getsockname()[1]}")
        threading.Thread(target=listener.serve, args=(server,), daemon=True).start()
        yield listener


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printers that do not answer are given up at once."""
    monkeypatch.setattr(gateway, "ANSWER_SECONDS", 0.05)


def fault(attempt: Callable[[], object]) -> PrinterFault:
    with pytest.raises(ReceiptNotPrinted) as trouble:
        attempt()
    return trouble.value.fault


def test_dots_of_80_and_58_mm() -> None:
    assert ReceiptPrinter(PrinterKind.USB, "04b8:0e15").dots == 576
    assert ReceiptPrinter(PrinterKind.USB, "04b8:0e15", 58).dots == 384


def test_the_dots_are_the_page() -> None:
    pdf = render(receipt())
    [picture] = rasters(pdf, NOBODY)
    [page] = page_images(pdf, 203.2 / 72)
    assert picture.mode == "1"
    assert picture.width == 576
    whole = page.crop((32, 0, 32 + 576, picture.height)).point([0 if n < 160 else 255 for n in range(256)])
    assert unlike(picture, whole) < 0.01


def test_the_dummy_gets_the_page_the_feed_and_the_cut() -> None:
    pictures = list(rasters(render(receipt()), NOBODY))
    dummy = Dummy(profile="TM-T20II")
    write_receipt(dummy, pictures)
    assert unlike(printed(dummy.output), pictures[0]) == 0
    assert dummy.output.endswith(CUT)
    assert KICK not in dummy.output


def test_over_the_network_the_code_on_the_paper_is_read() -> None:
    paper = receipt()
    with listening() as listener:
        print_pdf(render(paper), ReceiptPrinter(PrinterKind.NETWORK, listener.address))
        sent = listener.paper()
    assert codes_on(printed(sent))["qr"] == {paper.next_pix_payload}
    assert sent.endswith(CUT)


def test_a_printer_of_58_mm_gets_384_dots() -> None:
    with listening() as listener:
        print_pdf(render(receipt()), ReceiptPrinter(PrinterKind.NETWORK, listener.address, 58))
        assert printed(listener.paper()).width == 384


def test_the_drawer_opens_where_it_is_chosen_so() -> None:
    with listening() as listener:
        print_pdf(render(receipt()), ReceiptPrinter(PrinterKind.NETWORK, listener.address, kicks_drawer=True))
        assert KICK in listener.paper()


def test_two_receipts_at_once_arrive_whole() -> None:
    pdf = render(receipt())
    with listening() as listener:
        printer = ReceiptPrinter(PrinterKind.NETWORK, listener.address)
        both = [threading.Thread(target=print_pdf, args=(pdf, printer)) for _ in range(2)]
        for each in both:
            each.start()
        for each in both:
            each.join()
        assert listener.paper() == listener.paper()


def test_a_printer_with_paper_prints_one_without_says_so() -> None:
    with listening(b"\x12") as full:
        print_pdf(render(receipt()), ReceiptPrinter(PrinterKind.NETWORK, full.address))
        assert full.paper().endswith(CUT)
    with listening(b"\x7e") as empty:
        printer = ReceiptPrinter(PrinterKind.NETWORK, empty.address)
        assert fault(lambda: print_pdf(render(receipt()), printer)) is PrinterFault.NO_PAPER
        assert not strips(empty.paper())


def test_a_printer_that_is_off() -> None:
    assert fault(lambda: print_pdf(render(receipt()), NOBODY)) is PrinterFault.OFF


def test_a_printer_that_stops_taking_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "WRITE_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        address = f"127.0.0.1:{server.getsockname()[1]}"
        long = receipt(lines=receipt().lines * 120)
        printer = ReceiptPrinter(PrinterKind.NETWORK, address)
        assert fault(lambda: print_pdf(render(long), printer)) is PrinterFault.STOPPED


@pytest.mark.parametrize(
    ("kind", "address", "expected"),
    [
        (PrinterKind.NETWORK, "127.0.0.1:port", PrinterFault.WRONG_ADDRESS),
        (PrinterKind.NETWORK, ":9100", PrinterFault.WRONG_ADDRESS),
        (PrinterKind.NETWORK, "printer.invalid", PrinterFault.UNREACHABLE),
        (PrinterKind.USB, "Elgin i9", PrinterFault.WRONG_ADDRESS),
        (PrinterKind.SERIAL, "/dev/ttyS0@fast", PrinterFault.WRONG_ADDRESS),
        (PrinterKind.SERIAL, "/dev/no-such-port", PrinterFault.OFF),
        (PrinterKind.FILE, "/dev/no-such-printer", PrinterFault.OFF),
    ],
)
def test_what_is_wrong_is_told(kind: PrinterKind, address: str, expected: PrinterFault) -> None:
    assert fault(lambda: print_pdf(render(receipt()), ReceiptPrinter(kind, address))) is expected


def test_a_usb_printer_that_is_not_there() -> None:
    """Without the system's USB library the same sentence says what is missing."""
    unplugged = ReceiptPrinter(PrinterKind.USB, "ffff:ffff")
    answers = {PrinterFault.OFF, PrinterFault.NO_DRIVER}
    assert fault(lambda: print_pdf(render(receipt()), unplugged)) in answers


def test_a_device_gets_the_bytes_and_is_not_made_anew(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    printer = ReceiptPrinter(PrinterKind.FILE, str(device))
    assert fault(lambda: print_pdf(render(receipt()), printer)) is PrinterFault.OFF
    assert not device.exists()
    device.touch()
    print_pdf(render(receipt()), printer)
    once = device.read_bytes()
    print_pdf(render(receipt()), printer)
    assert device.read_bytes() == once * 2
    assert once.endswith(CUT)


def test_a_device_nobody_reads_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "WRITE_SECONDS", 0.1)
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    printer = ReceiptPrinter(PrinterKind.FILE, str(pipe))
    assert fault(lambda: print_pdf(render(receipt()), printer)) is PrinterFault.OFF
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert fault(lambda: print_pdf(render(receipt()), printer)) is PrinterFault.STOPPED
    os.close(reader)


def test_a_device_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("crediario.gateways.printer.os.open", refused)
    printer = ReceiptPrinter(PrinterKind.FILE, str(tmp_path / "lp0"))
    assert fault(lambda: print_pdf(render(receipt()), printer)) is PrinterFault.NO_PERMISSION


def test_the_library_stays_off_the_start() -> None:
    import subprocess
    import sys

    code = "import sys, crediario.gateways.printer; print('escpos' in sys.modules, 'PIL' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]
