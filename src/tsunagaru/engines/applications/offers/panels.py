"""What a clerk sees of an application on the page of its case (案件の内容)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from tsunagaru.engines.applications.definitions.shapes import GRANTED
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import identifying
from tsunagaru.engines.applications.queries.applications import (
    application_row,
    decision_of,
    review_of,
)
from tsunagaru.engines.applications.queries.charges import LABELS, fee_now
from tsunagaru.engines.applications.queries.cosigning import cosignatures_of
from tsunagaru.engines.applications.queries.fees import fee_rows
from tsunagaru.engines.applications.queries.lacking import lacking
from tsunagaru.engines.applications.queries.notices import is_withdrawn
from tsunagaru.engines.applications.queries.parts import (
    PartView,
    files_given,
    given_sections,
    parts_of,
)
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.applications.queries.visits import visit_of
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.engines.applications.rules.paying import Standing
from tsunagaru.engines.applications.services.charging import words_of
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.files import api as kept
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of, local
from tsunagaru.kernel.panels import PanelRow, PanelSection, PanelState, PanelView

JAPANESE = "ja"
Files = Mapping[str, list[dict[str, Any]]]


def read(application: UUID, _actor: Actor, at: datetime) -> PanelView:
    """Return what was asked for, and how it may be decided."""
    row = application_row(application)
    if row is None:
        return PanelView(sections=())
    form = form_of(row.version_id)
    return PanelView(
        sections=_sections(form, row, at),
        fields=_fields(form, row),
        links=_links(form, row),
        outcomes=[(one.code, one.label.ja) for one in form.definition.outcomes],
        reasons={one.code: one.reasons for one in form.definition.outcomes if one.reasons},
        appeal="\n\n".join(paragraph.ja for paragraph in form.definition.appeal),
        no_appeal=form.definition.no_appeal or "",
        states=_states(row, at),
        lacking=lacking(row.pk, GRANTED) if row.ended_at is None else (),
    )


def _states(row: Application, at: datetime) -> list[PanelState]:
    """Return visit and fee, with the ways to their pages (来庁の予約・手数料の状況)."""
    return [*_visit_states(row), *_fee_states(row), *_part_states(row, at)]


def _part_states(row: Application, at: datetime) -> list[PanelState]:
    """Return each part of others that has not come, with the way to ask for it (未着の記入)."""
    return [
        PanelState(
            title=str(part.name),
            label=part.said,
            text=_about_part(part),
            **_way_to(row, part),
            urgent=part.waits,
        )
        for part in parts_of(row, at)
        if part.state != PartState.GIVEN and row.ended_at is None
    ]


def _way_to(row: Application, part: PartView) -> dict[str, str]:
    """Return where a part is asked for: what the office asks for, at once (依頼の画面)."""
    if part.by_office and part.waits:
        address = reverse("applications:part_ask", args=[row.pk, part.code])
        return {"url": address, "link": f"{part.who}に記入を依頼する（リンクを送る）"}
    address = reverse("applications:status", args=[row.pk])
    return {"url": address, "link": "依頼の状況を開く（再依頼・紙で届いたものの入力）"}


def _about_part(part: PartView) -> str:
    reminded = f"{short_day(part.reminded_at)}に催促しました" if part.reminded_at else ""
    due = f"{short_day(part.expires_at)}まで" if part.expires_at and not part.waits else ""
    return "　".join(one for one in (part.recipient, due, reminded, part.reason) if one)


def _visit_states(row: Application) -> list[PanelState]:
    visit = visit_of(row)
    if visit is None or visit.booked is None:
        return []
    address = reverse("bookings:staff_booking", args=[visit.booked.id])
    when = f"{local(visit.booked.starts_at):%-m月%-d日 %H:%M}"
    return [PanelState(title="来庁の予約", label=when, url=address, link="予約を開く")]


def _fee_states(row: Application) -> list[PanelState]:
    fee = fee_now(row)
    if fee.payment is None and fee.last is None:
        return []
    label = LABELS[fee.standing] or "請求はありません"
    wants = fee.standing in {Standing.TO_FIX, Standing.EXPIRED, Standing.TO_REFUND}
    return [
        PanelState(
            title="手数料",
            label=label,
            text=words_of(fee),
            url=reverse("applications:fee", args=[row.pk]),
            link="手数料と支払いの画面を開く（請求・窓口での受取・返金）",
            urgent=wants,
        )
    ]


def _sections(form: Form, row: Application, at: datetime) -> list[PanelSection]:
    files = _openable(form, row)
    sections = [
        PanelSection(section.title, _rows(section, files))
        for section in review_of(form, row.answers, JAPANESE, row.submitted_at)
    ]
    corrected = [
        PanelRow(
            f"第{one.number}回", f"{label_of(form, one.field)}（{short_day(one.at)}）", one.field
        )
        for one in row.corrections.all()
    ]
    fee = fee_rows(form, row.answers, day_of(row.submitted_at), JAPANESE)
    sections.append(PanelSection("手数料", [PanelRow(label, text) for label, text in fee]))
    if row.identified_by:
        shown = identifying.MEANS.get(row.identified_by, row.identified_by)
        sections.append(PanelSection("本人確認", [PanelRow("確認の手段", shown, "")]))
    sections += _cosigned(form, row, at)
    sections += _parts(row, at)
    return [*sections, PanelSection("補正の履歴", corrected)] if corrected else sections


def _cosigned(form: Form, row: Application, at: datetime) -> list[PanelSection]:
    """Return who signed as well, by what means and when (連署)."""
    rows = [
        PanelRow(str(one.who), f"{one.name}（{one.means}、{short_day(one.answered_at)}）")
        for one in cosignatures_of(row.draft_id, form, at)
        if one.answered_at
    ]
    return [PanelSection("連署", rows)] if rows else []


def _parts(row: Application, at: datetime) -> list[PanelSection]:
    """Return how far the parts of others have come, and what was handed in (第三者の記入)."""
    names = {part.code: part for part in parts_of(row, at)}
    states = [PanelRow(str(part.name), _said(part)) for part in names.values()]
    found = [PanelSection("第三者の記入", states)] if states else []
    for given, sections in given_sections(row, JAPANESE):
        files, name = files_given(given), names.get(given.part)
        rows = [row for section in sections for row in _rows(section, files)]
        found.append(PanelSection(str(name.name) if name else given.part, rows))
    return found


def _said(part: PartView) -> str:
    """Return how far a part has come, of whom it was asked, and why it was declined."""
    days = {PartState.GIVEN: part.given_at, PartState.DECLINED: part.declined_at}
    day = days.get(PartState(part.state)) if part.state in set(PartState) else None
    more = [part.recipient, short_day(day) if day else "", part.reason]
    about = "、".join(one for one in more if one)
    return f"{part.said}（{about}）" if about else part.said


def _rows(section: questionnaires.ReviewSection, files: Files) -> list[PanelRow]:
    rows = [_row(files, *cells) for cells in section.rows]
    return [replace(row, place=section.places.get(row.field)) for row in rows]


def _row(files: Files, code: str, label: str, text: str) -> PanelRow:
    attached = files.get(code, [])
    url = reverse("files:download", args=[attached[0]["id"]]) if len(attached) == 1 else ""
    return PanelRow(label, text or "（未入力）", code, url)


def _fields(form: Form, row: Application) -> list[tuple[str, str]]:
    """Return the questions whose correction may be requested: those that were asked."""
    asked = {
        code
        for section in review_of(form, row.answers, JAPANESE, row.submitted_at)
        for code, _, _ in section.rows
    }
    fields = []
    for question in form.questionnaire.questions:
        if question.code not in asked or question.kind == "computed":
            continue
        fields.append((question.code, question.label.in_language(JAPANESE)))
        if isinstance(question, questionnaires.GroupField):
            fields += [
                (f"{question.code}-{number}", question.heading(number).ja)
                for number in range(1, len(row.answers.get(question.code) or ()) + 1)
            ]
    return fields


def short_day(at: datetime) -> str:
    """Return the day of a time as it is said, ``4月6日``."""
    day = day_of(at)
    return f"{day.month}月{day.day}日"


def label_of(form: Form, code: str) -> str:
    """Return the question of a field, or its code when it is gone."""
    group, _, number = code.partition("-")
    placed = form.questionnaire.by_code.get(group)
    if placed and number.isdecimal() and isinstance(placed[1], questionnaires.GroupField):
        return placed[1].heading(int(number)).ja
    return str(placed[1].label) if placed and hasattr(placed[1], "label") else code


def _links(form: Form, row: Application) -> list[tuple[str, str]]:
    links = [
        ("申請の控え（PDF）", reverse("applications:receipt", args=[row.pk])),
        ("申請書（PDF・二次元コード付き）", reverse("applications:paper", args=[row.pk])),
    ]
    # The decision itself is asked: the application learns of its end a moment later.
    if decision_of(row) is not None:
        if not is_withdrawn(row):
            links.append(("通知書（PDF）", reverse("applications:notice", args=[row.pk])))
        links.append(("通知書の取消し・差替え", reverse("applications:notice_end", args=[row.pk])))
    return [*links, *_attached(form, row)]


def _attached(form: Form, row: Application) -> list[tuple[str, str]]:
    """Return the files with how their virus scan stands; what is withheld opens nothing (添付)."""
    found, links = questionnaires.files_of(form.questionnaire, row.answers), []
    known = {str(one.id): one for one in kept.standing_of(row.pk)} if found else {}
    for item in (item for items in found.values() for item in items):
        file, text = known.get(item["id"]), f"添付：{item['name']}"
        if file is not None and not file.is_clean:
            text += f"（{file.scan_words}）"
        opens = file is None or not file.withheld
        links.append((text, reverse("files:download", args=[item["id"]]) if opens else ""))
    return links


def _openable(form: Form, row: Application) -> Files:
    """Return the files by question, but those of a question with one that is withheld (隔離)."""
    found = questionnaires.files_of(form.questionnaire, row.answers)
    withheld = {str(one.id) for one in kept.standing_of(row.pk) if one.withheld} if found else ()
    return {
        code: items
        for code, items in found.items()
        if not any(item["id"] in withheld for item in items)
    }
