"""Makers other packages' tests may use (テスト用の届いた申請)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from tsunagaru.engines.applications.testing import NOON, a_procedure
from tsunagaru.ground.people.testing import Cast
from tsunagaru.services.intake.definitions import IntakeFile
from tsunagaru.services.intake.gateways.simulator import a_package
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.services.loading import apply
from tsunagaru.services.intake.services.taking import receive

Arguments = tuple[dict[str, Any], dict[str, Any]]
LAYOUT: dict[str, Any] = {
    "section": "jumin",
    "calls": {
        "login": {"path": "/login", "user": "user", "password": "password", "token": "token"},
        "list": {
            "path": "/applications",
            "items": "items",
            "number": "number",
            "page": "page",
            "more": "more",
        },
        "get": {"path": "/applications/{number}"},
        "acknowledge": {"path": "/applications/{number}/received"},
    },
    "package": {
        "document": "application.xml",
        "procedure": "procedure",
        "item": "item",
        "name": "name",
        "attachments": "attachments",
        "evidence": "evidence",
    },
    "procedures": [
        {
            "portal": "DOG-1",
            "procedure": "dog",
            "fields": [
                {"item": "姓", "to": "owner.family"},
                {"item": "名", "to": "owner.given"},
                {"item": "セイ", "to": "owner.family_kana"},
                {"item": "メイ", "to": "owner.given_kana"},
                {"item": "犬の名前", "to": "dog_name"},
                {"item": "写真", "to": "photo"},
            ],
            "ignore": ["申請者の同意"],
        }
    ],
}
ITEMS = {"姓": "小山", "名": "花子", "セイ": "コヤマ", "メイ": "ハナコ", "犬の名前": "ポチ"}
EVIDENCE = {"evidence/signature.xml": b"<Signature>demo</Signature>"}


def a_layout(*, at: datetime = NOON, **changes: Any) -> IntakeFile:  # noqa: ANN401 - any key of the file
    """Load how a town takes in (取込みの設定)."""
    parsed = IntakeFile.model_validate(LAYOUT | changes)
    apply([parsed], at)
    return parsed


def an_arrival(
    number: str = "P-1",
    *,
    items: Mapping[str, str] = ITEMS,
    procedure: str = "DOG-1",
    at: datetime = NOON,
) -> Arrival:
    """Let an application arrive (届いた申請)."""
    content = a_package(procedure, items, EVIDENCE)
    receive(number, content, a_layout(at=at), at=at)
    return Arrival.objects.get(number=number)


def _waiting(_cast: Cast) -> Arguments:
    a_procedure(section="jumin")
    row = an_arrival(items=ITEMS | {"知らない項目": "値"})
    return {"arrival": row.pk}, {"arrival": uuid4()}


def _piece(cast: Cast) -> Arguments:
    there, missing = _waiting(cast)
    part = Arrival.objects.get(pk=there["arrival"]).parts.get()
    return {**there, "part": part.pk}, {**missing, "part": part.pk}


SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    **{f"intake:{page}": _waiting for page in ("arrival", "again", "close")},
    "intake:piece": _piece,
}
