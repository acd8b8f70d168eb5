"""Files kept with a customer's record."""

from crediario.ui.messages.wording import Message, Wording

WORDS: dict[str, Wording] = {
    "attachment_unreadable": Message("Não consegui abrir {file}", "", "Confira se o arquivo está lá."),
    "attachment_empty": Message("O arquivo está vazio", "Nada foi gravado.", "Confira se é o arquivo certo."),
    "attachment_too_large": Message(
        "Arquivo grande demais", "Cabem 5 MB. Nada foi gravado.", "Diminua a foto ou o PDF e traga de novo."
    ),
    "not_an_attachment": Message(
        "Este tipo de arquivo não é aceito",
        "O que conta é o conteúdo, não o nome do arquivo. Nada foi gravado.",
        "Traga uma foto (JPEG ou PNG) ou um PDF.",
    ),
    "picture_damaged": Message(
        "A imagem está danificada", "Ela não pôde ser lida até o fim. Nada foi gravado.", "Fotografe de novo."
    ),
    "picture_too_large": Message(
        "Imagem grande demais", "Ela tem mais de 50 milhões de pontos. Nada foi gravado.", "Diminua a imagem."
    ),
    "pdf_damaged": Message(
        "O PDF está danificado", "Ele não pôde ser lido. Nada foi gravado.", "Baixe ou salve o PDF de novo."
    ),
    "pdf_locked": Message("O PDF tem senha", "Nada foi gravado.", "Salve uma cópia sem senha e traga essa."),
    "pdf_too_long": Message("PDF longo demais", "Cabem {limit} páginas.", "Traga só as que importam."),
    "photo_without_consent": Message(
        "Falta a autorização da pessoa para a foto",
        "Nada foi gravado, e o arquivo continua escolhido.",
        "Anote a autorização em Privacidade (Alt+K) e grave de novo.",
    ),
    "photo_not_picture": Message("Um PDF não serve de foto", "Nada foi gravado.", "Traga um JPEG ou PNG."),
    "same_file_already": Message(
        "Este arquivo já está na ficha", "“{title}”, desde {attached_on}. Nada foi gravado."
    ),
    "too_many_attachments": Message(
        "A ficha já tem {limit} arquivos", "Nada foi gravado.", "Remova um que não serve mais."
    ),
    "attachment_not_found": Message("O arquivo não está mais nesta ficha", "", "Atualize (F5)."),
}
