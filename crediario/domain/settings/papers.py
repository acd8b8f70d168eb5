"""Page Documentos: what is printed when a sale is concluded."""

from crediario.domain.settings.notes import SettingNote

NOTES = {
    "print_carne": SettingNote("Imprimir o carnê ao concluir", "Pode ser mudado em cada venda."),
    "print_contract": SettingNote(
        "Imprimir o contrato ao concluir",
        "Duas vias, uma de quem compra; mais uma de quem avaliza. Pode ser mudado em cada venda.",
        "CDC, art. 54-D: quem compra leva uma cópia.",
    ),
    "print_receipt": SettingNote(
        "Imprimir o recibo da entrada ao concluir", "Pode ser mudado em cada venda."
    ),
    "print_notes": SettingNote(
        "Imprimir as notas promissórias ao concluir",
        "Uma para cada parcela. Pode ser mudado em cada venda.",
        "LUG, art. 75.",
    ),
}
