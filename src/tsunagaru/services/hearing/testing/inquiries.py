"""Makers other packages' tests may use (テスト用の広聴)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from tsunagaru.engines.messages.testing import a_template
from tsunagaru.ground.people.testing import Cast, a_clerk, a_head, a_section, actor_of
from tsunagaru.ground.places.testing import districts_named
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST
from tsunagaru.services.hearing.definitions import HearingFile
from tsunagaru.services.hearing.models import Inquiry, PublicAnswer, Setup
from tsunagaru.services.hearing.queries.own import token_of
from tsunagaru.services.hearing.rules.states import Kind, Source
from tsunagaru.services.hearing.services import answering, publishing, triage
from tsunagaru.services.hearing.services.loading import apply
from tsunagaru.services.hearing.services.receiving import Asked, receive
from tsunagaru.services.hearing.services.telling import ANSWERED, RECEIVED

Arguments = tuple[dict[str, Any], dict[str, Any]]
NOON = datetime(2026, 6, 1, 12, tzinfo=JST)  # a Monday
WORDS = {"ja": "ごみ", "easy": "ごみ", "en": "Waste"}
RULES: dict[str, Any] = {
    "section": "koho",
    "approvers": ["head"],
    "days": 10,
    "remind_days": 2,
    "again_days": 60,
    "an_hour": 5,
    "guide": {"ja": "お寄せください。", "easy": "おくって ください。", "en": "Write to us."},
    "thanks": {
        "ja": "ありがとうございます。",
        "easy": "ありがとう ございます。",
        "en": "Thank you.",
    },
    "topics": [
        {"code": "waste", "name": WORDS, "section": "jumin"},
        {"code": "tax", "name": WORDS | {"ja": "税金"}, "section": "zeimu", "days": 5},
    ],
}


def a_hearing_town(at: datetime = NOON, **changes: Any) -> None:  # noqa: ANN401 - of the rules
    """Make a town that hears its people: the desk is 広報 (koho), waste is jumin's."""
    if Setup.objects.exists():
        return
    districts_named(k1="見本第1区", k2="見本第2区")
    a_section("koho", "広報課")
    rules = HearingFile.model_validate(HearingFile(**(RULES | changes)).model_dump(mode="json"))
    apply(rules, at)
    for template in (RECEIVED, ANSWERED):
        a_template(at, template, "{number}{due}{link}" if template == RECEIVED else "{number}")


def an_asked(**changes: Any) -> Asked:  # noqa: ANN401 - of what was asked
    """Return a question about waste."""
    given: dict[str, Any] = {
        "kind": Kind.QUESTION,
        "topic": "waste",
        "text": "燃やすごみの日はいつですか。",
    }
    return Asked(**given | changes)


def an_inquiry(*, at: datetime = NOON, **changes: Any) -> Inquiry:  # noqa: ANN401 - of what was asked
    """Return a question that has just arrived (広聴)."""
    a_hearing_town(at)
    by = None
    if changes.get("source") in (Source.POST, Source.PHONE, Source.COUNTER):
        by = actor_of(a_clerk(section="koho", at=at), at=at)
    return Inquiry.objects.get(pk=receive(an_asked(**changes), by=by, at=at))


def the_desk(at: datetime = NOON) -> Actor:
    """Return somebody who gives inquiries to sections (広報の担当者)."""
    return actor_of(a_clerk(section="koho", at=at), at=at)


def a_team(section: str = "jumin", at: datetime = NOON) -> tuple[Actor, Actor]:
    """Return a clerk who answers, and the head who approves."""
    return actor_of(a_clerk(section=section, at=at), at=at), actor_of(
        a_head(section=section, at=at), at=at
    )


def assigned(row: Inquiry, section: str = "jumin", *, at: datetime = NOON) -> Inquiry:
    """Give an inquiry to a section."""
    a_section(section, f"{section}課" if section != "jumin" else "住民福祉課")
    triage.assign(row.pk, section, row.due_on, by=the_desk(at), at=at)
    row.refresh_from_db()
    return row


def answer(row: Inquiry, team: tuple[Actor, Actor], *, at: datetime = NOON) -> Inquiry:
    """Write an answer, and let it be approved (回答)."""
    clerk, head = team
    answering.draft(row.pk, "火曜日と金曜日です。", by=clerk, at=at)
    answering.ask(row.pk, by=clerk, at=at)
    answering.approve(row.pk, by=head, at=at)
    row.refresh_from_db()
    return row


def an_answered(*, at: datetime = NOON, **changes: Any) -> Inquiry:  # noqa: ANN401 - of what was asked
    """Return an inquiry that was answered (回答済み)."""
    return answer(assigned(an_inquiry(at=at, **changes), at=at), a_team(at=at), at=at)


PUBLIC = publishing.Words("ごみの日", "燃やすごみの日はいつですか。", "火曜日と金曜日です。")


def a_public_answer(*, at: datetime = NOON) -> PublicAnswer:
    """Return a question and its answer that everybody may read (公開の質問と回答)."""
    row = an_answered(at=at, may_publish=True)
    clerk = actor_of(a_clerk(at=at), at=at)
    publishing.write(row.pk, PUBLIC, by=clerk, at=at)
    publishing.publish_answer(row.pk, seen=PUBLIC.digest, confirmed=False, by=clerk, at=at)
    return PublicAnswer.objects.get(inquiry=row)


def _assigned(_cast: Cast) -> Arguments:
    at = clock.now()
    return {"inquiry": assigned(an_inquiry(at=at), at=at).pk}, {"inquiry": uuid4()}


def _approved_letter(cast: Cast) -> Arguments:
    at = clock.now()
    asked = {"source": Source.POST, "address": "見本の住所", "name": "見本"}
    row = assigned(an_inquiry(at=at, **asked), at=at)
    answer(row, (actor_of(cast.clerk, at=at), actor_of(a_head(at=at), at=at)), at=at)
    return {"inquiry": row.pk}, {"inquiry": uuid4()}


def _own(cast: Cast) -> Arguments:
    row = an_inquiry(at=clock.now(), resident=cast.resident_a.id)
    return {"inquiry": row.pk}, {"inquiry": uuid4()}


def _link(_cast: Cast) -> Arguments:
    return {"token": token_of(an_inquiry(at=clock.now()).pk)}, {"token": token_of(uuid4())}


def _no_message(_cast: Cast) -> Arguments:
    a_hearing_town(clock.now())
    return {"token": "none"}, {"token": "other"}


def _public(_cast: Cast) -> Arguments:
    return {"number": a_public_answer(at=clock.now()).number}, {"number": 999_999}


SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    **{f"hearing:{page}": _assigned for page in ("inquiry", "act", "public", "publish")},
    "hearing:letter": _approved_letter,
    **{f"hearing:{page}": _own for page in ("own", "own_act")},
    **{f"hearing:{page}": _link for page in ("status", "status_act")},
    "hearing:by_message": _no_message,
    "hearing:answer": _public,
}
