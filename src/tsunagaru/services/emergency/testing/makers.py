"""Makers other packages' tests may use (テスト用の電文・規則・案)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from xml.sax.saxutils import escape

from tsunagaru.ground.people.testing import Cast, a_clerk, actor_of
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import JST
from tsunagaru.services.emergency.definitions import (
    HeadquartersFile,
    IssuingFile,
    LoudspeakerFile,
    SafetyFile,
    TextsFile,
    TriggersFile,
)
from tsunagaru.services.emergency.models import Announcement, Draft
from tsunagaru.services.emergency.services.ingesting import Ingested, ingest
from tsunagaru.services.emergency.services.issuing import Proposal, propose
from tsunagaru.services.emergency.services.loading import Read, apply

Arguments = tuple[dict[str, Any], dict[str, Any]]
NOON = datetime(2026, 7, 1, 12, tzinfo=JST)
TOWN, ELSEWHERE = "2234400", "2220500"
MUNICIPALITY = "気象・地震・火山情報／市町村等"
WORDS = {one: {"title": f"題名 {one}", "body": f"本文 {one}。"} for one in ("ja", "easy", "en")}
ISSUING = {
    "sender": "bousai@town.example",
    "confirmers": ["head"],
    "topic": "disaster",
    "critical_from": 3,
    "lasts_hours": 24,
    "withdrawn": "withdrawn",
    "lifted": "level-0",
    "by_hand": ["level-4"],
    "whole_town": {"ja": "町内全域", "easy": "ぜんぶ", "en": "The whole town"},
    "area_line": dict.fromkeys(("ja", "easy", "en"), "／{areas}"),
    "shelter_line": dict.fromkeys(("ja", "easy", "en"), "＠{shelters}"),
    "levels": [
        {
            "level": level,
            "name": {"ja": f"名{level}", "easy": f"な{level}", "en": f"Name {level}"},
            "severity": "Severe",
            "urgency": "Immediate",
            "certainty": "Likely",
            "response": "Evacuate",
        }
        for level in range(1, 6)
    ],
}
_CHIME = {"sound": "サイレン", "on_s": 15, "off_s": 6, "times": 3}
LOUDSPEAKER = {
    "opening": "こちらは、防災見本町です。",
    "closing": "こちらは、防災見本町でした。",
    "repeat": "くり返します。",
    "times": 2,
    "longest": 40,
    "whole_town": "町内の皆さま",
    "drill": "これは、訓練放送です。",
    "leave_out": ["気象庁の見出し"],
    "readings": {"第一区": "だいいっく", "区": "く"},
    "romaji": {"第一区": " 1", "区": ""},
    "chimes": [{**_CHIME, "levels": [0, 1, 2, 3, 4, 5]}],
    "ending": _CHIME,
}

_WORDS = {"ja": "無事ですか", "easy": "だいじょうぶですか", "en": "Are you safe?"}
SAFETY = {
    "open_hours": 24,
    "ask": {"title": _WORDS, "body": _WORDS},
    "remind": {"title": _WORDS, "body": _WORDS},
    "loudspeaker": "{areas}の皆さま、返事をしてください。",
    "steps": [
        {"do": "every_way", "after_min": 15},
        {"do": "call_list", "after_min": 30},
        {"do": "loudspeaker", "after_min": 45},
    ],
    "bases": [{"code": "law", "name": "災害対策基本法 第49条の11第3項"}],
    "reasons": [{"code": "care", "name": "要介護3以上"}],
    "supporters": [{"code": "fire", "name": "消防団"}],
    "support_section": "jumin",
}

HEADQUARTERS = {
    "stages": [{"code": "first", "name": "第1配備"}, {"code": "full", "name": "全職員"}],
    "certificate": "disaster-certificate",
}


def a_telegram(
    title: str = "土砂災害警戒情報",
    *,
    status: str = "通常",
    info_type: str = "発表",
    event: str = "静岡県土砂災害警戒情報",
    serial: str = "1",
    reported: str = "2026-07-01T11:00:00+09:00",
    name: str = "警戒",
    area: str = TOWN,
    text: str = "土砂災害に警戒してください。",
) -> bytes:
    """Return a telegram of the agency (電文), by default of landslides in the town."""
    item = (
        f"<Item><Kind><Name>{escape(name)}</Name><Code>3</Code></Kind>"
        f'<Areas codeType="{MUNICIPALITY}"><Area><Name>町</Name><Code>{area}</Code></Area></Areas>'
        f"</Item>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Report xmlns="http://xml.kishou.go.jp/jmaxml1/"><Control>'
        f"<Title>{escape(title)}</Title><DateTime>2026-07-01T02:00:00Z</DateTime>"
        f"<Status>{status}</Status><EditorialOffice>静岡地方気象台</EditorialOffice>"
        "<PublishingOffice>静岡地方気象台</PublishingOffice></Control>"
        '<Head xmlns="http://xml.kishou.go.jp/jmaxml1/informationBasis1/">'
        f"<Title>見本</Title><ReportDateTime>{reported}</ReportDateTime>"
        f"<EventID>{escape(event)}</EventID><InfoType>{info_type}</InfoType>"
        f"<Serial>{serial}</Serial><InfoKind>{escape(title)}</InfoKind>"
        f"<Headline><Text>{escape(text)}</Text><Information type='見本'>{item}</Information>"
        "</Headline></Head></Report>"
    ).encode()


def rules_of_a_town(*, section: str = "jumin", at: datetime = NOON) -> None:
    """Load rules on landslides and weather, with their texts (発動の規則)."""
    areas = ({"name": "town", "type": MUNICIPALITY, "codes": [TOWN]},)
    triggers = (
        _drafting("slope-4", "landslide", "警戒", 4),
        _drafting("slope-over", "landslide", "解除", 0),
        _drafting("rain-over", "weather", "解除", 0),
        _drafting("rain-5", "weather", "大雨特別警報", 5),
        _drafting("rain-3", "weather", "大雨警報", 3),
        {**_drafting("rain-2", "weather", "大雨注意報", 2), "action": "ignore", "text": None},
    )
    texts = [
        {
            "code": f"level-{level}",
            "level": level,
            "title": {"ja": f"レベル{level}", "easy": f"れべる{level}", "en": f"Level {level}"},
            "body": {"ja": "{time}{headline}", "easy": "{time} です", "en": "at {time}"},
        }
        for level in (0, 3, 4, 5)
    ]
    texts.append({**texts[0], "code": "withdrawn"})
    parsed = {"section": section, "areas": areas, "triggers": triggers}
    apply(
        [
            Read(
                TriggersFile.model_validate(parsed),
                TextsFile.model_validate({"texts": texts}),
                IssuingFile.model_validate(ISSUING),
                LoudspeakerFile.model_validate(LOUDSPEAKER),
                SafetyFile.model_validate({**SAFETY, "support_section": section}),
                HeadquartersFile.model_validate(HEADQUARTERS),
            )
        ],
        at,
    )


def _drafting(code: str, kind: str, name: str, level: int) -> dict[str, Any]:
    text = f"level-{level}"
    return {
        "code": code,
        "kind": kind,
        "names": [name],
        "areas": ["town"],
        "action": "draft",
        "level": level,
        "text": text,
    }


def received(raw: bytes, *, at: datetime = NOON) -> Ingested:
    """Let a telegram come (電文が届く)."""
    return ingest(raw, source="test", at=at)


def a_draft(**telegram: str) -> Draft:
    """Let a telegram come that makes a draft (警報の案)."""
    rules_of_a_town()
    return Draft.objects.get(telegram=received(a_telegram(**telegram)).telegram)


def a_held_telegram() -> UUID:
    """Let a telegram of a kind come that nobody knows (保留の電文)."""
    rules_of_a_town()
    return received(a_telegram("知らない電文")).telegram


def a_proposal(**changes: Any) -> Proposal:  # noqa: ANN401 - of the proposal
    """Return what somebody wants to be said (発令の内容)."""
    given: dict[str, Any] = {"level": 4, "words": WORDS, "lasts_hours": 24}
    return Proposal(**given | changes)


def asked_for(by: Actor, *, at: datetime = NOON, **changes: Any) -> Announcement:  # noqa: ANN401 - of the proposal
    """Let somebody ask for an alert to be confirmed (確認待ち)."""
    rules_of_a_town()
    return Announcement.objects.get(pk=propose(a_proposal(**changes), by=by, at=at))


def said_alone(
    by: Actor,
    *,
    at: datetime = NOON,
    because: str = "緊急のため",
    **changes: Any,  # noqa: ANN401 - of the proposal
) -> Announcement:
    """Let somebody issue an alert alone (一人で発令)."""
    rules_of_a_town()
    made = propose(a_proposal(**changes), by=by, at=at, because=because)
    return Announcement.objects.get(pk=made)


def _asked(_cast: Cast) -> Arguments:
    row = asked_for(actor_of(a_clerk(role=Role.HEAD), at=clock.now()), at=clock.now())
    return {"announcement": row.pk}, {"announcement": uuid4()}


def _said_row(cast: Cast) -> Announcement:
    return said_alone(actor_of(cast.clerk, at=clock.now()), at=clock.now())


def _said(cast: Cast) -> Arguments:
    return {"alert": _said_row(cast).alert_id}, {"alert": uuid4()}


def _cap(cast: Cast) -> Arguments:
    return {"announcement": _said_row(cast).pk}, {"announcement": uuid4()}


def _draft(_cast: Cast) -> Arguments:
    return {"draft": a_draft().pk}, {"draft": uuid4()}


def _telegram(_cast: Cast) -> Arguments:
    return {"telegram": a_held_telegram()}, {"telegram": uuid4()}


SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    **{f"emergency:{page}": _draft for page in ("draft", "edit", "discard", "issue")},
    **{f"emergency:{page}": _telegram for page in ("telegram", "close", "draft_from")},
    **{f"emergency:{page}": _asked for page in ("announcement", "confirm", "drop", "script")},
    "emergency:cap": _cap,
    **{f"emergency:{page}": _said for page in ("update", "end", "alert")},
}
