"""The shapes of the API (APIの型). Members are only ever added."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict

State = Literal["received", "examining", "correcting", "decided", "withdrawn"]
Language = Literal["ja", "ja-easy", "en"]


class Texts(Schema):
    """One text in three languages (三言語の文言)."""

    ja: str
    easy: str
    en: str


class DocumentOut(Schema):
    """A document to have at hand (必要書類)."""

    name: Texts
    required: bool


class ProcedureOut(Schema):
    """A procedure in the list (手続き)."""

    code: str
    name: Texts
    summary: Texts
    section: str
    life_events: list[str]
    online: bool
    seal_required: bool
    fee_yen: int | None
    fee: Texts
    standard_days: int
    documents: list[DocumentOut]
    accepts_api: bool
    url: str


class ProcedureDetail(ProcedureOut):
    """A procedure with everything a resident needs to know (手続きの詳細).

    ``form`` is the JSON Schema of the answers; ``pages`` is the form as the town wrote it.
    """

    who: Texts
    after: Texts
    laws: list[str]
    channels: list[str]
    identity: str
    minutes: int
    attachments: list[Texts]
    form: dict[str, Any]
    pages: list[dict[str, Any]]


class ApplicationIn(Schema):
    """An application (申請). ``answers`` are as the procedure's ``form`` describes them."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[str, Any]
    language: Language = "ja"


class Chosen(Schema):
    """A code and what it is called (コードと名称)."""

    code: str
    label: str


class ApplicationOut(Schema):
    """An application and how far it has come (申請と処理状況).

    ``access_code`` opens the application's page on the town's site; it is handed over once, in the
    answer that created the application, and is for the applicant.
    """

    id: UUID
    number: str
    procedure: str
    status: State
    status_label: str
    received_at: datetime
    due_on: date | None
    fee_yen: int | None
    outcome: Chosen | None
    correction: Chosen | None
    access_code: str | None = None


class FileOut(Schema):
    """A file that waits for its application (申請前の添付). Name its id in the answers."""

    id: UUID
    name: str
    size: int
    media_type: str
