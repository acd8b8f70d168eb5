"""Words of the page Impressão."""

from crediario.domain.issuing import ReceiptForm
from crediario.gateways.printer import PrinterKind
from crediario.ui.printers import ReceiptWay

KINDS: tuple[tuple[PrinterKind | None, str], ...] = (
    (None, "Nenhuma"),
    (PrinterKind.USB, "Cabo USB"),
    (PrinterKind.SERIAL, "Porta serial (COM)"),
    (PrinterKind.NETWORK, "Rede"),
    (PrinterKind.FILE, "Dispositivo ou compartilhamento"),
)
ADDRESSES = {
    None: "Sem impressora de recibos, eles saem na de folhas.",
    PrinterKind.USB: "Fabricante e produto, como 04b8:0e15.",
    PrinterKind.SERIAL: "A porta, como COM3; outra velocidade vem depois de @, como COM3@115200.",
    PrinterKind.NETWORK: "O endereço na rede, como 192.168.0.50, ou com outra porta: 192.168.0.50:9101.",
    PrinterKind.FILE: "Como /dev/usb/lp0, ou o compartilhamento do Windows.",
}
WIDTHS = ((80, "80 mm"), (58, "58 mm"))
FORMS = (
    (ReceiptForm.ROLL_80, "Tira de 80 mm"),
    (ReceiptForm.ROLL_58, "Tira de 58 mm"),
    (ReceiptForm.A5, "Folha A5"),
    (ReceiptForm.A4, "Folha A4"),
)
#: How receipts leave when the money is in; the same as Ctrl+R in Receber.
LEAVES = (
    (ReceiptWay.PRINTED, "Saem sozinhos"),
    (ReceiptWay.ASKED, "Só com F9"),
    (ReceiptWay.MESSAGE, "Por WhatsApp"),
)
SYSTEM_CHOICE = "A que o computador escolhe"
PDF_CHOICE = "Nenhuma: abrir em PDF"
EACH_TIME = "Ctrl+R, em Receber, muda como sai o recibo, e a escolha passa a valer neste caixa."
AT_ONCE = "Vale na hora, só neste computador. O que já foi emitido continua como saiu."
WAITING = "Na fila da impressora."
PRINTING = "Imprimindo…"
PRINTED = "Saiu. Confira o papel."
NO_PRINTER = "Não há impressora escolhida. Escolha uma e tente de novo."
ADDRESS_MISSING = "Falta o endereço da impressora."
MEASURE = "Imprima a régua em papel A4, meça e escreva. Meio milímetro se escreve 20,5."
ADJUSTED = "Acertado. Imprima a régua de novo para conferir."
OUT_OF_RANGE = "Meça de novo: a diferença é grande demais para acertar aqui."
