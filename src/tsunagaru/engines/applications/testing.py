"""Makers other packages' tests may use (テスト用の手続きと申請)."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.models import LifeEvent
from tsunagaru.engines.applications.queries.applications import ApplicationView, application
from tsunagaru.engines.applications.services import publication
from tsunagaru.engines.applications.services.drafts import Applicant, start_draft
from tsunagaru.engines.applications.services.saving import save_page
from tsunagaru.engines.applications.services.submission import submit
from tsunagaru.kernel.events import Channel

NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
DOG: dict[str, Any] = {
    "code": "dog",
    "name": {"ja": "犬の登録", "easy": "犬を 登録する", "en": "Dog registration"},
    "summary": {"ja": "犬を飼い始めた方の登録です。"},
    "keywords": ["いぬ", "ペット"],
    "laws": [{"name": "狂犬病予防法", "article": "第4条第1項"}],
    "section": "seikatsu",
    "field": "life",
    "standard_days": 5,
    "minutes": 5,
    "fee": {"yen": 3000, "text": {"ja": "3,000円"}},
    "seal": {"required": False, "basis": "定めはありません。"},
    "identity": "none",
    "channels": ["online", "counter", "phone"],
    "who": {"ja": "町内で犬を飼う方"},
    "name_field": "owner",
    "email_field": "email",
    "pages": [
        {
            "code": "owner",
            "title": "飼い主の方",
            "fields": [
                {
                    "code": "owner",
                    "kind": "person",
                    "label": "飼い主の氏名",
                    "birth": False,
                    "prefill": "person",
                },
                {"code": "email", "kind": "email", "label": "メール", "required": False},
            ],
        },
        {
            "code": "dog",
            "title": "犬",
            "fields": [
                {"code": "dog_name", "kind": "text", "label": "犬の名前", "max_length": 20},
                {
                    "code": "photo",
                    "kind": "file",
                    "label": "写真",
                    "required": False,
                    "types": ["png", "pdf"],
                    "max_mb": 1,
                },
            ],
        },
    ],
    "after": {"ja": "準備ができたらお知らせします。"},
    "outcomes": [
        {
            "code": "granted",
            "label": {"ja": "登録しました"},
            "notice": {"title": {"ja": "登録のお知らせ"}, "body": {"ja": "登録しました。"}},
        },
        {
            "code": "refused",
            "label": {"ja": "登録できません"},
            "notice": {"title": {"ja": "却下通知書"}, "body": {"ja": "却下します。"}},
            "reasons": ["すでに登録されているため。"],
        },
    ],
    "appeal": [{"ja": "3か月以内に町長に対して審査請求をすることができます。"}],
}
OWNER: dict[str, list[str]] = {
    "owner-family": ["小山"],
    "owner-given": ["花子"],
    "owner-family_kana": ["コヤマ"],
    "owner-given_kana": ["ハナコ"],
    "email": ["hanako@example.jp"],
}
NAME: dict[str, list[str]] = {"dog_name": ["ポチ"]}


def a_procedure(*, at: datetime = NOON, **changes: Any) -> ProcedureDefinition:  # noqa: ANN401 - any key of a definition
    """Publish a small procedure, changed as asked (手続き)."""
    definition = ProcedureDefinition.model_validate(DOG | changes)
    with transaction.atomic():
        before = {row.code: row.hash for row in publication.in_force()}
        publication.publish_definition(definition, before, at)
    return definition


def a_life_event(code: str, name: str, **more: str) -> None:
    """Enter a turn in life (ライフイベント)."""
    count = LifeEvent.objects.count()
    LifeEvent.objects.create(code=code, position=count + 1, name={"ja": name, **more})


def a_draft(
    *,
    procedure: str = "dog",
    resident: UUID | None = None,
    filled: bool = True,
    at: datetime = NOON,
    **more: Any,  # noqa: ANN401 - any field of Applicant
) -> UUID:
    """Begin an application, filled in unless told otherwise (下書き)."""
    applicant = Applicant(resident=resident, channel=more.pop("channel", Channel.ONLINE), **more)
    draft = start_draft(procedure, applicant, at=at).draft
    if filled:
        save_page(draft, "owner", OWNER, language="ja", at=at)
        save_page(draft, "dog", NAME, language="ja", at=at)
    return draft


def an_application(*, at: datetime = NOON, **more: Any) -> ApplicationView:  # noqa: ANN401 - of a_draft
    """Hand in an application under the small procedure (申請)."""
    return application(submit(a_draft(at=at, **more), language="ja", at=at))
