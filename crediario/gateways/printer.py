"""Thermal receipt printers (ESC/POS): the pages of a PDF go out as dots, so paper and screen are one thing.

Blocks for seconds when a printer is off: never called on the window's thread.
"""

import errno
import os
import select
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from crediario.domain.errors import Trouble
from crediario.gateways.pdf import opened_pdf

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

#: 203 dots an inch, as all of them have.
DOTS_PER_MM = 8
POINTS_PER_MM = 72 / 25.4
#: Of a page this much wider than the paper, the whole is made smaller instead of its margins cut away.
WIDER_MM = 1.0
#: How black a dot must be to be burnt: letters of thermal paper read best a little bold.
THRESHOLD = 160
HAIR = 0.01
CONNECT_SECONDS = 4.0
ANSWER_SECONDS = 0.6
#: For one strip of a receipt: 5 kB at 9600 bits a second.
WRITE_SECONDS = 10.0
STRIP_DOTS = 64
RAW_PORT = 9100
BITS_A_SECOND = 9600
FEED_LINES = 4
DRAWER_PIN = 2


class PrinterKind(StrEnum):
    """How the printer is connected."""

    USB = "usb"
    SERIAL = "serial"
    NETWORK = "network"
    FILE = "file"


class PrinterFault(StrEnum):
    """Why nothing, or not all, came out."""

    OFF = "off"
    UNREACHABLE = "unreachable"
    NO_PERMISSION = "no_permission"
    NO_PAPER = "no_paper"
    STOPPED = "stopped"
    WRONG_ADDRESS = "wrong_address"
    NO_DRIVER = "no_driver"


@dataclass(eq=False)
class SheetNotPrinted(Trouble):
    """The printer of sheets did not take the paper."""

    printer: str


@dataclass(eq=False)
class ReceiptNotPrinted(Trouble):
    """The receipt printer did not take all of it; the document stays as it was.

    Attributes:
        printer: its address, as it was chosen.
    """

    fault: PrinterFault
    printer: str


@dataclass(frozen=True, slots=True)
class ReceiptPrinter:
    r"""A thermal printer of this computer.

    Attributes:
        address: ``04b8:0e15`` (USB: maker and product), ``COM3`` or ``/dev/ttyUSB0@115200`` (serial),
            ``192.168.0.50`` or ``host:9100`` (network), ``/dev/usb/lp0`` or ``\\computer\printer`` (file).
        width_mm: of the paper: 80 or 58.
        kicks_drawer: opens the money drawer plugged into it, after the paper is cut.
    """

    kind: PrinterKind
    address: str
    width_mm: int = 80
    kicks_drawer: bool = False

    @property
    def dots(self) -> int:
        """What it prints across: 576 of 80 mm, 384 of 58 mm."""
        return 384 if self.width_mm == 58 else 576


class Driver(Protocol):
    """What is used of python-escpos; its ``Dummy`` keeps the bytes."""

    def image(self, img_source: "Image", *, fragment_height: int) -> None:
        """Dots, strip by strip."""

    def print_and_feed(self, n: int) -> None:
        """Moves the paper on."""

    def cut(self, *, feed: bool) -> None:
        """Cuts the paper at its cutter."""

    def cashdraw(self, pin: int) -> None:
        """Opens the drawer."""


def print_pdf(content: bytes, printer: ReceiptPrinter) -> None:
    """Prints every page and cuts; opens the drawer where the printer is chosen so.

    Args:
        content: a PDF; a page as wide as the paper loses its margins, a wider one is made smaller.
        printer: where to.

    Raises:
        ReceiptNotPrinted: it did not take all of it.
        pypdfium2.PdfiumError: the bytes are no PDF.
    """
    pictures = list(rasters(content, printer))
    with _troubles(printer), _CONNECTED[printer.kind](printer) as driver:
        write_receipt(driver, pictures, kicks_drawer=printer.kicks_drawer)


def write_receipt(driver: Driver, pictures: "Sequence[Image]", *, kicks_drawer: bool = False) -> None:
    """The dots of a receipt, fed beyond the cutter and cut."""
    for picture in pictures:
        driver.image(picture, fragment_height=STRIP_DOTS)
    driver.print_and_feed(FEED_LINES)
    driver.cut(feed=False)
    if kicks_drawer:
        driver.cashdraw(DRAWER_PIN)


def rasters(content: bytes, printer: ReceiptPrinter) -> "Iterator[Image]":
    """Each page in black and white, one pixel a dot, as wide as the printer prints."""
    with opened_pdf(content) as document:
        for page in document:
            yield _raster(page, printer)


def _raster(page: "PdfPage", printer: ReceiptPrinter) -> "Image":
    from PIL import Image

    wide = page.get_width()
    printable = printer.dots / DOTS_PER_MM * POINTS_PER_MM
    is_roll = printable <= wide <= (printer.width_mm + WIDER_MM) * POINTS_PER_MM
    # The library rounds up to whole dots: a breath less than the margin, or the first dot would be lost.
    edge = (wide - printable) / 2 - HAIR if is_roll else 0.0
    scale = printer.dots / (printable if is_roll else wide)
    grey = page.render(scale=scale, crop=(edge, 0, edge, 0), grayscale=True).to_pil()
    picture = Image.new("L", (printer.dots, grey.height), 255)
    picture.paste(grey, (0, 0))
    return picture.point([0 if level < THRESHOLD else 255 for level in range(256)], "1")


# -- the four ways ---------------------------------------------------------------------------------------


@contextmanager
def _network(printer: ReceiptPrinter) -> Iterator[Driver]:
    host, port = _host_and_port(printer)
    driver = _escpos("Network")(host, port, profile=_profile(printer))
    # Not by the library: where nobody answers it loses the connection without closing it.
    try:
        driver.device = socket.create_connection((host, port), CONNECT_SECONDS)
    except (socket.gaierror, TimeoutError) as error:
        raise ReceiptNotPrinted(PrinterFault.UNREACHABLE, printer.address) from error
    try:
        # An answer at once, or none: what comes later must not wait for each strip.
        driver.device.settimeout(ANSWER_SECONDS)
        _check_paper(driver, printer)
        driver.device.settimeout(WRITE_SECONDS)
        yield driver
        _drain(driver.device)
    finally:
        driver.close()


def _drain(connection: socket.socket) -> None:
    """Let the printer take what is under way: closed with an answer unread, the rest would be thrown away."""
    connection.shutdown(socket.SHUT_WR)
    connection.settimeout(ANSWER_SECONDS)
    with suppress(OSError):
        while connection.recv(16):
            pass


@contextmanager
def _serial(printer: ReceiptPrinter) -> Iterator[Driver]:
    port, _, bits = printer.address.partition("@")
    if not port or (bits and not bits.isdecimal()):
        raise ReceiptNotPrinted(PrinterFault.WRONG_ADDRESS, printer.address)
    driver = _escpos("Serial")(
        port, int(bits or BITS_A_SECOND), timeout=ANSWER_SECONDS, profile=_profile(printer)
    )
    driver.open()
    try:
        driver.device.write_timeout = WRITE_SECONDS
        _check_paper(driver, printer)
        yield driver
    finally:
        driver.close()


@contextmanager
def _usb(printer: ReceiptPrinter) -> Iterator[Driver]:
    maker, product = _usb_numbers(printer)
    seconds = int(WRITE_SECONDS * 1000)
    driver = _escpos("Usb")(
        usb_args={"idVendor": maker, "idProduct": product}, timeout=seconds, profile=_profile(printer)
    )
    driver.open()
    try:
        _check_paper(driver, printer)
        yield driver
    finally:
        driver.close()


@contextmanager
def _file(printer: ReceiptPrinter) -> Iterator[Driver]:
    """Bytes first, then all of them: the library would wait for ever on a device that is off."""
    driver = _escpos("Dummy")(profile=_profile(printer))
    yield driver
    if printer.address.startswith("\\\\"):
        Path(printer.address).write_bytes(driver.output)
    else:
        _write_device(printer.address, driver.output)


def _write_device(address: str, content: bytes) -> None:
    """To a device or a file that exists; one that takes nothing for seconds is off."""
    handle = os.open(address, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0))
    try:
        left, until = memoryview(content), monotonic() + WRITE_SECONDS
        while left:
            if os.name == "posix" and not select.select([], [handle], [], max(0, until - monotonic()))[1]:
                raise TimeoutError
            written = os.write(handle, left[:4096])
            left, until = left[written:], monotonic() + WRITE_SECONDS
    finally:
        os.close(handle)


_CONNECTED = {
    PrinterKind.NETWORK: _network,
    PrinterKind.SERIAL: _serial,
    PrinterKind.USB: _usb,
    PrinterKind.FILE: _file,
}


def _check_paper(driver: Any, printer: ReceiptPrinter) -> None:
    """Many printers answer nothing: only one that says it has no paper stops the receipt."""
    try:
        has_paper = driver.paper_status() != 0
    except (OSError, RuntimeError):  # the library says so where a printer cannot be asked
        return
    if not has_paper:
        raise ReceiptNotPrinted(PrinterFault.NO_PAPER, printer.address)


def _host_and_port(printer: ReceiptPrinter) -> tuple[str, int]:
    host, colon, port = printer.address.strip().rpartition(":")
    if not colon:
        host, port = port, str(RAW_PORT)
    if not host or not (port.isdecimal() and 0 < int(port) < 65536):
        raise ReceiptNotPrinted(PrinterFault.WRONG_ADDRESS, printer.address)
    return host, int(port)


def _usb_numbers(printer: ReceiptPrinter) -> tuple[int, int]:
    maker, _, product = printer.address.partition(":")
    try:
        return int(maker, 16), int(product, 16)
    except ValueError as error:
        raise ReceiptNotPrinted(PrinterFault.WRONG_ADDRESS, printer.address) from error


# -- the library -----------------------------------------------------------------------------------------


@cache
def _library() -> Any:
    """Imported when something is printed: it takes more than a second, and leaves a folder behind."""
    from escpos import capabilities, printer

    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return printer


def _escpos(name: str) -> Callable[..., Any]:
    driver: Callable[..., Any] = getattr(_library(), name)
    return driver


def _profile(printer: ReceiptPrinter) -> str:
    """One of the library's that is as wide: it refuses pictures wider than its profile says."""
    return "ZJ-5870" if printer.width_mm == 58 else "TM-T20II"


@contextmanager
def _troubles(printer: ReceiptPrinter) -> Iterator[None]:
    """Whatever the library and the system say of a printer that does not print is one trouble."""
    from escpos.exceptions import Error

    try:
        yield
    except (OSError, Error, ValueError, RuntimeError) as error:
        raise ReceiptNotPrinted(_fault(error), printer.address) from error


_FAULTS = {
    PrinterFault.NO_PERMISSION: {errno.EACCES, errno.EPERM},
    PrinterFault.UNREACHABLE: {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN},
    PrinterFault.OFF: {errno.ECONNREFUSED, errno.ENOENT, errno.ENODEV, errno.ENXIO},
    PrinterFault.NO_PAPER: {errno.ENOSPC},
}


def _fault(error: BaseException) -> PrinterFault:
    """The library hides the system's answer in the context of its own."""
    opening = type(error).__name__ == "DeviceNotFoundError"
    cause = (error.__cause__ or error.__context__ or error) if opening else error
    if type(cause).__name__ == "NoBackendError":
        return PrinterFault.NO_DRIVER
    number = getattr(cause, "errno", None)
    known = next((fault for fault, numbers in _FAULTS.items() if number in numbers), None)
    return known or (PrinterFault.OFF if opening else PrinterFault.STOPPED)
