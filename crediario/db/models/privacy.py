"""LGPD: consents, who opened which record, what people asked for, and incidents."""

from peewee import BigAutoField, DateField, ForeignKeyField, IntegerField, TextField

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.customers import Customer
from crediario.db.models.shop import Store, Till, User


class Consent(Table):
    """Consentimento: given or withdrawn, with the very text, the channel and the moment; the newest holds."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    #: ``marketing``, ``birthday`` or ``photo``.
    purpose = TextField()
    #: 1 given, 0 withdrawn.
    given = IntegerField()
    text = TextField()
    #: ``counter``, ``paper``, ``whatsapp``, ``phone`` or ``email``.
    channel = TextField()
    consented_on = DateField()
    created_at = InstantField()

    class Meta:
        table_name = "consent"
        constraints = [
            check("consent_purpose", "purpose IN ('marketing','birthday','photo')"),
            check("consent_channel", "channel IN ('counter','paper','whatsapp','phone','email')"),
        ]


Consent.add_index(Consent.customer, Consent.id, name="consent_by_customer")


class RecordAccess(Table):
    """Acesso ao cadastro: who opened which record, when, and what of it."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    #: ``card``, ``form``, ``document``, ``attachment``, ``analysis`` or ``export``.
    opened = TextField()
    opened_at = InstantField()

    class Meta:
        table_name = "record_access"
        constraints = [
            check(
                "record_access_opened",
                "opened IN ('card','form','document','attachment','analysis','export')",
            ),
        ]


RecordAccess.add_index(RecordAccess.customer, RecordAccess.id, name="record_access_by_customer")


class PrivacyRequest(Table):
    """Pedido do titular (LGPD art. 18): protocol, deadline, answer."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    #: ``access``, ``correction``, ``erasure``, ``portability``, ``sharing``, ``revocation`` or ``review``.
    kind = TextField()
    asked_on = DateField()
    due_on = DateField()
    note = TextField(null=True)
    answered_on = DateField(null=True)
    answer = TextField(null=True)
    created_at = InstantField()

    class Meta:
        table_name = "privacy_request"
        constraints = [
            check(
                "privacy_request_kind",
                "kind IN ('access','correction','erasure','portability','sharing','revocation','review')",
            ),
        ]


PrivacyRequest.add_index(PrivacyRequest.customer, PrivacyRequest.id, name="privacy_request_by_customer")


class Incident(Table):
    """Incidente de segurança: registered and kept for five years at least; notes tell how it went on."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    #: When the shop came to know: the countdown begins here.
    known_at = InstantField()
    what_happened = TextField()
    data_affected = TextField()
    people_affected = IntegerField(null=True)
    risk = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "incident"


class IncidentNote(Table):
    """Andamento de um incidente: what was done, told to whom, or why nobody was told."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    incident = ForeignKeyField(Incident, index=False)
    #: ``measure``, ``told_authority``, ``told_people``, ``not_told`` or ``closed``.
    kind = TextField()
    text = TextField()
    happened_on = DateField()
    created_at = InstantField()

    class Meta:
        table_name = "incident_note"
        constraints = [
            check(
                "incident_note_kind",
                "kind IN ('measure','told_authority','told_people','not_told','closed')",
            ),
        ]


IncidentNote.add_index(IncidentNote.incident, IncidentNote.id, name="incident_note_by_incident")
