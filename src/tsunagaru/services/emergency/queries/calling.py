"""Lists on paper (紙の名簿): whom to call or visit, with boxes to tick, and who needs support."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.clock import day_of, local
from tsunagaru.services.emergency.models import Disclosure, Round, Supported
from tsunagaru.services.emergency.models.headquarters import SituationReport
from tsunagaru.services.emergency.queries.safety import (
    district_names,
    named,
    safety_setup,
    silent,
)
from tsunagaru.services.emergency.queries.support import to_hand

BOXES = "□無事　□助け　□けが　□不在"
DRILL = "【訓練】"


def call_list(row: Round, district: str, at: datetime) -> dict[str, Any]:
    """Return the list of a district's people of whom nothing was heard (電話・訪問の名簿)."""
    persons = list(silent(row, district))
    names = named(persons, at)
    listed = sorted((names[one.pk] for one in persons), key=lambda one: (one.kana, one.name))
    mark = DRILL if row.drill else ""
    return {
        "town": _town(),
        "title": f"{mark}安否確認　電話・訪問の名簿",
        "subtitle": f"{district_names().get(district, district)}　{row.title}",
        "as_of": day_of(at),
        "columns": [
            {"title": "氏名", "width": 2.4},
            {"title": "電話番号", "width": 2},
            {"title": "住所", "width": 3},
            {"title": "確かめた結果", "width": 3},
            {"title": "時刻・メモ", "width": 2.4},
        ],
        "rows": [(one.name, one.phone, one.address, BOXES, "") for one in listed],
        "notes": [
            "確かめたら□に印を付け、町へ電話で知らせてください。助けが必要な方は、先に119番へ。",
            "この名簿は、安否の確認だけに使い、使い終わったら町へ返してください。",
        ],
        "landscape": True,
    }


def support_list(handed: Disclosure, at: datetime) -> dict[str, Any]:
    """Return the list that was handed to supporters, with what each needs (名簿情報)."""
    setup = safety_setup()
    reasons, to = (setup.names("reasons"), setup.names("supporters")) if setup else ({}, {})
    rows = list(to_hand(handed.districts, without_consent=bool(handed.basis)))
    known = people.residents([one.resident for one in rows], day=day_of(at))
    return {
        "town": _town(),
        "title": "避難行動要支援者名簿",
        "subtitle": f"{to.get(handed.to, handed.to)}　{handed.received_by}",
        "as_of": day_of(at),
        "columns": [
            {"title": "氏名・生年月日・性別", "width": 2.4},
            {"title": "住所・電話", "width": 3},
            {"title": "事由・配慮", "width": 2.6},
            {"title": "避難の計画", "width": 3.4},
            {"title": "確認", "width": 1.4},
        ],
        "rows": [_line(one, known, reasons) for one in rows],
        "notes": _notes(handed),
        "landscape": True,
    }


def situation_sheet(row: SituationReport) -> dict[str, Any]:
    """Return a report on a disaster as a sheet (被害状況報告)."""
    head = row.headquarters
    lines = [
        (part["title"] if place == 0 else "", label, value)
        for part in row.content
        for place, (label, value) in enumerate(part["figures"])
    ]
    return {
        "town": _town(),
        "title": f"{DRILL if head.drill else ''}被害状況報告　第{row.number}報",
        "subtitle": f"{head.title}　{local(row.at):%Y年%m月%d日 %H時%M分}現在",
        "as_of": day_of(row.at),
        "columns": [
            {"title": "区分", "width": 2},
            {"title": "項目", "width": 3},
            {"title": "内容", "width": 4},
        ],
        "rows": lines,
        "notes": ["この報告は、上の時点の記録から作りました。あとの変化は、次の報で知らせます。"],
    }


def _line(
    row: Supported, known: dict[Any, people.ResidentView], reasons: dict[str, str]
) -> tuple[str, ...]:
    one = known.get(row.resident)
    sexes = {"female": "女", "male": "男"}
    name = f"{one.family} {one.given}" if one else "―"
    born = f"{one.birth_on:%Y年%m月%d日}" if one and one.birth_on else ""
    who = _joined([name, born, sexes.get(one.sex, "") if one else ""])
    phone = row.phone or (one.phone if one else "")
    home = _joined([f"{one.address}{one.building}" if one else "", phone, row.contact])
    why = _joined(["、".join(reasons.get(code, code) for code in row.reasons or ()), row.note])
    plan = row.plan or {}
    labels = (("避難先", "place"), ("手伝う人", "helpers"), ("方法", "means"), ("持ち物", "care"))
    planned = _joined([f"{label}：{plan[key]}" for label, key in labels if plan.get(key)])
    return who, home, why, planned or "（計画なし）", "□避難した\n□在宅\n□不在"


def _notes(handed: Disclosure) -> Sequence[str]:
    setup = safety_setup()
    law = "災害対策基本法 第49条の11第2項（本人の同意）"
    if handed.basis and setup:
        law = f"{setup.names('bases').get(handed.basis, handed.basis)}。理由：{handed.because}"
    return [
        f"提供の根拠：{law}",
        "受け取った人には秘密を守る義務があります（災害対策基本法 第49条の13）。",
        "避難の支援のほかには使えません。",
    ]


def _joined(parts: Sequence[str]) -> str:
    return "\n".join(part for part in parts if part)


def _town() -> str:
    town = places.town()
    return str(town.name.ja) if town else ""
