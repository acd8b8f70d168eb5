"""What the fields of a customer's record and their choices are called. Imports no Qt."""

from enum import StrEnum

from crediario.domain.customer_details import (
    ContactChannel,
    ContactHours,
    Housing,
    IncomeProof,
    MaritalStatus,
    ReferenceKind,
    Treatment,
)
from crediario.domain.registration import PhonePurpose
from crediario.services.customers import LookAlikeReason

HELPS = "ajuda a análise"
NOT_SAID = "—"

PURPOSES = (
    (PhonePurpose.OWN, "próprio"), (PhonePurpose.WORK, "trabalho"), (PhonePurpose.MESSAGE, "recado"),
)  # fmt: skip
TREATMENTS = (
    (None, NOT_SAID), (Treatment.SIR, "senhor"), (Treatment.MADAM, "senhora"), (Treatment.YOU, "você"),
)  # fmt: skip
MARITAL = (
    (None, NOT_SAID),
    (MaritalStatus.SINGLE, "solteiro(a)"),
    (MaritalStatus.MARRIED, "casado(a)"),
    (MaritalStatus.STABLE_UNION, "união estável"),
    (MaritalStatus.SEPARATED, "separado(a)"),
    (MaritalStatus.DIVORCED, "divorciado(a)"),
    (MaritalStatus.WIDOWED, "viúvo(a)"),
)
HOUSING = (
    (None, NOT_SAID),
    (Housing.OWN, "própria"),
    (Housing.FINANCED, "financiada"),
    (Housing.RENTED, "alugada"),
    (Housing.FAMILY, "da família"),
    (Housing.LENT, "cedida"),
)
PROOFS = (
    (None, NOT_SAID),
    (IncomeProof.PAYSLIP, "holerite"),
    (IncomeProof.BANK_STATEMENT, "extrato do banco"),
    (IncomeProof.TAX_RETURN, "imposto de renda"),
    (IncomeProof.BENEFIT, "benefício do INSS"),
    (IncomeProof.DECLARED, "só declarada"),
    (IncomeProof.NONE, "sem comprovante"),
)
CHANNELS = (
    (None, NOT_SAID),
    (ContactChannel.WHATSAPP, "WhatsApp"),
    (ContactChannel.PHONE, "telefone"),
    (ContactChannel.SMS, "SMS"),
    (ContactChannel.EMAIL, "e-mail"),
    (ContactChannel.LETTER, "carta"),
    (ContactChannel.IN_PERSON, "na loja"),
)
HOURS = (
    (None, NOT_SAID),
    (ContactHours.MORNING, "de manhã"),
    (ContactHours.AFTERNOON, "à tarde"),
    (ContactHours.EVENING, "à noite"),
)
KINDS = (
    (ReferenceKind.PERSONAL, "pessoal"),
    (ReferenceKind.FAMILY, "família"),
    (ReferenceKind.COMMERCIAL, "comercial"),
)
#: Every choice by its value, as it is written in a sentence.
CHOICES: dict[StrEnum, str] = {
    value: said
    for choices in (PURPOSES, TREATMENTS, MARITAL, HOUSING, PROOFS, CHANNELS, HOURS, KINDS)
    for value, said in choices
    if value is not None
}

NAMES = {
    "name": "nome",
    "document": "CPF ou CNPJ",
    "birth_date": "nascimento",
    "phones": "telefones",
    "address": "endereço",
    "cep": "CEP",
    "street": "rua",
    "district": "bairro",
    "city": "cidade",
    "uf": "UF",
    "email": "e-mail",
    "income": "renda",
    "payday": "dia em que recebe",
    "notes": "observações",
    "references": "referências",
    "social_name": "nome social",
    "treatment": "tratamento",
    "rg": "RG",
    "rg_issuer": "órgão do RG",
    "mother_name": "nome da mãe",
    "father_name": "nome do pai",
    "marital_status": "estado civil",
    "spouse_name": "nome do cônjuge",
    "spouse_document": "CPF do cônjuge",
    "spouse_phone": "telefone do cônjuge",
    "spouse_income": "renda do cônjuge",
    "housing": "moradia",
    "housing_since": "mora desde",
    "employer": "onde trabalha",
    "employer_phone": "telefone do trabalho",
    "job": "profissão",
    "job_since": "trabalha desde",
    "income_proof": "comprovante de renda",
    "preferred_channel": "canal preferido",
    "preferred_hours": "horário preferido",
    "trade_name": "nome fantasia",
    "state_registration": "inscrição estadual",
    "contact_name": "quem responde",
}
WHY = {
    LookAlikeReason.DOCUMENT: "mesmo documento",
    LookAlikeReason.PHONE: "mesmo telefone",
    LookAlikeReason.NAME_AND_BIRTH_DATE: "mesmo nome e nascimento",
    LookAlikeReason.NAME_AND_SWAPPED_BIRTH_DATE: "mesmo nome, dia e mês do nascimento trocados",
    LookAlikeReason.NAME: "mesmo nome, sem nascimento no cadastro",
}
FROM_RECORDS = "dos cadastros da loja"
ASKING = "buscando na internet…"
FROM_INTERNET = "da internet: confira"
NOT_FOUND = "a internet não conhece este CEP"
NO_ANSWER = "a internet não respondeu: digite"
