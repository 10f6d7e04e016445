"""Makers other packages' tests may use (テスト用の手続きと申請)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.datastructures import MultiValueDict

from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.definitions.guides import GuideDefinition
from tsunagaru.engines.applications.models import Bundle, Guide, LifeEvent
from tsunagaru.engines.applications.queries.applications import ApplicationView, application
from tsunagaru.engines.applications.queries.procedures import current_version
from tsunagaru.engines.applications.services import publishing
from tsunagaru.engines.applications.services.bundles import save_stop, start_bundle, submit_bundle
from tsunagaru.engines.applications.services.drafts import Applicant, start_draft
from tsunagaru.engines.applications.services.guides import written
from tsunagaru.engines.applications.services.saving import save_page
from tsunagaru.engines.applications.services.screens import show_on_screen
from tsunagaru.engines.applications.services.submission import submit
from tsunagaru.ground.people.testing import Cast
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import Channel

Arguments = tuple[dict[str, Any], dict[str, Any]]
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
    "parts": [
        {
            "code": "vet",
            "name": {"ja": "注射済証明"},
            "who": {"ja": "獣医師"},
            "shares": ["dog_name"],
            "days": 14,
            "pages": [
                {
                    "code": "shot",
                    "title": "注射",
                    "fields": [
                        {"code": "clinic", "kind": "text", "label": "病院の名前"},
                        {
                            "code": "paper",
                            "kind": "file",
                            "label": "証明書",
                            "required": False,
                            "types": ["pdf"],
                        },
                    ],
                }
            ],
        }
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
        before = {row.code: row.hash for row in publishing.in_force()}
        publishing.publish_definition(definition, before, at)
    return definition


def version_in_force(code: str) -> UUID:
    """Return the id of the version in force of a procedure (公開中の版)."""
    return current_version(code)


def a_life_event(code: str, name: str, *, first: Sequence[str] = (), **more: str) -> None:
    """Enter a turn in life (ライフイベント)."""
    names, place = {"ja": name, **more}, LifeEvent.objects.count() + 1
    LifeEvent.objects.create(code=code, position=place, name=names, first=list(first))


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


GUIDE: dict[str, Any] = {
    "code": "moving",
    "life_event": "moving",
    "name": {"ja": "引っ越してきた"},
    "summary": {"ja": "はじめに行うこと"},
    "questions": [
        {"code": "moved_on", "kind": "date", "label": "引っ越した日", "share": "moved_on"},
        {
            "code": "dog",
            "kind": "choice",
            "label": "犬がいますか",
            "choices": [{"code": "some", "label": "はい"}, {"code": "none", "label": "いいえ"}],
        },
    ],
    "steps": [
        {
            "code": "notice",
            "name": {"ja": "転入届"},
            "place": {"ja": "役場の窓口"},
            "until": {"since": "moved_on", "days": 14},
        },
        {"code": "dog", "procedure": "dog", "when": 'dog == "some"'},
        {"code": "water", "procedure": "water"},
    ],
}
WATER: dict[str, Any] = {
    "code": "water",
    "name": {"ja": "水道の使用開始"},
    "pages": [
        {
            "code": "user",
            "title": "使う方",
            "fields": [
                {"code": "user", "kind": "person", "label": "使う方", "prefill": "person"},
                {"code": "since", "kind": "date", "label": "使い始める日", "share": "moved_on"},
            ],
        },
        {
            "code": "meter",
            "title": "メーター",
            "fields": [{"code": "meter", "kind": "text", "label": "メーターの番号"}],
        },
    ],
    "name_field": "user",
    "email_field": None,
}


def a_guide(**changes: Any) -> GuideDefinition:  # noqa: ANN401 - any key of a definition
    """Enter a guide with its two procedures, changed as asked (くらしの手続き案内)."""
    a_procedure()
    a_procedure(**WATER)
    guide = GuideDefinition.model_validate(GUIDE | changes)
    text = written(guide)
    Guide.objects.update_or_create(pk=guide.code, defaults={"definition": text})
    return guide


def a_bundle(
    *, resident: UUID | None = None, staff: UUID | None = None, at: datetime = NOON
) -> UUID:
    """Begin two applications together (まとめて申請)."""
    a_guide()
    applicant = Applicant(
        resident=resident, staff=staff, channel=Channel.COUNTER if staff else Channel.ONLINE
    )
    situation = {"moved_on": "2026-05-20", "dog": "some"}
    return start_bundle("moving", ["dog", "water"], situation, applicant, at=at).bundle


def an_answered_bundle(bundle: UUID, *, at: datetime = NOON) -> None:
    """Answer every question of ``a_bundle`` (回答済みのまとめて申請)."""
    born = {"user-birth_era": ["ad"], "user-birth_year": ["1990"]}
    born |= {"user-birth_month": ["4"], "user-birth_day": ["1"]}
    names = {name.replace("owner", "user"): value for name, value in OWNER.items()}
    user = {name: value for name, value in names.items() if name != "email"} | born
    pages = [(0, "owner", OWNER), (0, "dog", NAME), (1, "user", user)]
    for place, page, raw in [*pages, (1, "meter", {"meter": ["12-345"]})]:
        row = Bundle.objects.get(pk=bundle)
        shown = {**raw, "_shown": sorted({name.split("-")[0] for name in raw})}
        save_stop(row, (place, page), shown, MultiValueDict(), language="ja", at=at)


def _guide(_cast: Cast) -> Arguments:
    return {"code": a_guide().code}, {"code": "nothing"}


def _bundle(cast: Cast) -> Arguments:
    return {"bundle": a_bundle(resident=cast.resident_a.id)}, {"bundle": uuid4()}


def _stop(cast: Cast) -> Arguments:
    there, missing = _bundle(cast)
    page = {"position": 0, "code": "dog"}
    return {**there, **page}, {**missing, **page}


def _handed_in(cast: Cast) -> Arguments:
    there, missing = _bundle(cast)
    an_answered_bundle(there["bundle"], at=clock.now())
    submit_bundle(there["bundle"], language="ja", at=clock.now())
    return there, missing


def _at_the_counter(cast: Cast) -> Arguments:
    return {"bundle": a_bundle(staff=cast.clerk.id)}, {"bundle": uuid4()}


def _screen(cast: Cast) -> Arguments:
    code = show_on_screen(a_bundle(staff=cast.clerk.id), at=clock.now())
    return {"code": code}, {"code": "0" * len(code)}


OF_BUNDLE = ("", "_confirm", "_submit", "_done", "_paused", "_discard")
SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    **{f"applications:{page}": _guide for page in ("guide", "begin")},
    **{f"applications:{page}": _guide for page in ("interview", "begin_interview")},
    **{f"applications:bundle{page}": _bundle for page in OF_BUNDLE},
    "applications:bundle_stop": _stop,
    "applications:bundle_receipts": _handed_in,
    "applications:bundle_show": _at_the_counter,
    "applications:screen": _screen,
}
