"""An inquiry with everything the staff see of it (広聴の画面)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.parts import TimelineEntry
from tsunagaru.kernel.clock import day_of, local
from tsunagaru.kernel.text import format_phone
from tsunagaru.services.hearing.models import Inquiry, Trace
from tsunagaru.services.hearing.queries.setups import need_rules
from tsunagaru.services.hearing.rules.states import WAY_NAMES

ACT_NAMES = {
    "entered": "職員が入力",
    "assigned": "担当を決めた",
    "noted": "メモ",
    "merged": "同じ内容にまとめた",
    "joined": "同じ内容を受け入れた",
    "set_aside": "取り扱わないこととした",
    "restored": "受付に戻した",
    "asked": "回答の承認を求めた",
    "returned": "回答を差し戻した",
    "approved": "回答を承認した",
    "given": "発送・電話をした",
    "finished": "返事なしで終えた",
    "withdrawn": "送った方が取り下げた",
    "agreed": "送った方が公開に同意した",
    "disagreed": "送った方が公開への同意をやめた",
    "public_drafted": "公開の文を書いた",
    "published": "公開した",
    "unpublished": "公開をやめた",
}


@dataclass(frozen=True)
class SenderView:
    """Who sent it, as far as it is known (送った方)."""

    lines: tuple[tuple[str, str], ...]


def sender_view(row: Inquiry, at: datetime) -> SenderView:
    """Return name, ways and district of a sender; what was not said is left out."""
    found = people.residents([row.resident], day=day_of(at)) if row.resident else {}
    one = found.get(row.resident) if row.resident else None
    name = row.name or (one.name if one else "")
    phone = row.phone or (one.phone if one else "")
    lines = (
        ("名前", name or "（書いていない）"),
        ("住民", "サインインした町民" if row.resident else ""),
        ("電話番号", format_phone(phone) if phone else ""),
        ("メールアドレス", row.email or ""),
        ("住所", row.address or ""),
        ("区", places.district_names().get(row.district, "")),
        ("返事の方法", WAY_NAMES[row.way] if row.wants_reply else "希望しない"),
    )
    return SenderView(tuple((label, value) for label, value in lines if value))


def timeline(row: Inquiry) -> list[TimelineEntry]:
    """Return what was done with it, newest last (経過)."""
    traces = list(row.traces.all())
    names = people.staff_names([one.by for one in traces if one.by])
    sections = {one.code: one.name for one in people.sections()}
    return [_entry(one, names, sections) for one in traces]


def _entry(one: Trace, names: Mapping[UUID, str], sections: Mapping[str, str]) -> TimelineEntry:
    title = ACT_NAMES.get(one.act, one.act)
    if one.act == "assigned":
        title = f"{title}：{sections.get(one.section, one.section)}"
    by = names.get(one.by, "") if one.by else ""
    return TimelineEntry(at=local(one.at), title=title, text=one.text or "", by=by)


def suggestion(row: Inquiry) -> str:
    """Return to which section its topic belongs (振り分け先の案)."""
    shape = need_rules().topic(row.topic)
    return shape.section if shape else row.section
