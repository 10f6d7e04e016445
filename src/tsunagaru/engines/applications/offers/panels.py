"""What a clerk sees of an application on the page of its case (案件の内容)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.access import handles
from tsunagaru.engines.applications.queries.applications import (
    application_row,
    decision_of,
    draft_row,
    review_of,
)
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.offers import PanelRow, PanelSection, PanelView

JAPANESE = "ja"


def read(application: UUID, _actor: Actor, _at: datetime) -> PanelView:
    """Return what was asked for, and how it may be decided."""
    row = application_row(application)
    if row is None:
        return PanelView(sections=())
    form = form_of(row.version_id)
    return PanelView(
        sections=_sections(form, row),
        fields=_fields(form, row),
        links=_links(row),
        outcomes=[(one.code, one.label.ja) for one in form.definition.outcomes],
        reasons={one.code: one.reasons for one in form.definition.outcomes if one.reasons},
        appeal="\n\n".join(paragraph.ja for paragraph in form.definition.appeal),
    )


def _sections(form: Form, row: Application) -> list[PanelSection]:
    sections = [
        PanelSection(section.title, [_row(row.answers, *cells) for cells in section.rows])
        for section in review_of(form, row.answers, JAPANESE, row.submitted_at)
    ]
    corrected = [
        PanelRow(
            f"第{one.number}回", f"{label_of(form, one.field)}（{short_day(one.at)}）", one.field
        )
        for one in row.corrections.all()
    ]
    return [*sections, PanelSection("補正の履歴", corrected)] if corrected else sections


def _row(answers: dict[str, Any], code: str, label: str, text: str) -> PanelRow:
    attached = list(_files(answers.get(code)))
    url = reverse("files:download", args=[attached[0]]) if len(attached) == 1 else ""
    return PanelRow(label, text or "（未入力）", code, url)


def _files(value: Any) -> Iterator[str]:  # noqa: ANN401 - any answer
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict) and "id" in item:
            yield str(item["id"])


def _fields(form: Form, row: Application) -> list[tuple[str, str]]:
    """Return the questions whose correction may be requested: those that were asked."""
    asked = {
        code
        for section in review_of(form, row.answers, JAPANESE, row.submitted_at)
        for code, _, _ in section.rows
    }
    return [
        (question.code, question.label.in_language(JAPANESE))
        for question in form.questionnaire.questions
        if question.code in asked and question.kind != "computed"
    ]


def short_day(at: datetime) -> str:
    """Return the day of a time as it is said, ``4月6日``."""
    day = day_of(at)
    return f"{day.month}月{day.day}日"


def label_of(form: Form, code: str) -> str:
    """Return the question of a field, or its code when it is gone."""
    placed = form.questionnaire.by_code.get(code)
    return str(placed[1].label) if placed and hasattr(placed[1], "label") else code


def _links(row: Application) -> list[tuple[str, str]]:
    links = [
        ("申請の控え（PDF）", reverse("applications:receipt", args=[row.pk])),
        ("申請書（PDF・二次元コード付き）", reverse("applications:paper", args=[row.pk])),
    ]
    # The decision itself is asked: the application learns of its end a moment later.
    if decision_of(row) is not None:
        links.append(("通知書（PDF）", reverse("applications:notice", args=[row.pk])))
    for value in row.answers.values():
        if isinstance(value, list):
            links += [
                (f"添付：{item['name']}", reverse("files:download", args=[item["id"]]))
                for item in value
                if isinstance(item, dict) and "id" in item
            ]
    return links


def may_read_draft(actor: Actor, draft: UUID, _at: datetime) -> bool:
    """Tell whether an actor may read the files of a draft."""
    row = draft_row(draft)
    if row is None:
        return False
    mine = row.resident_id is not None and row.resident_id == actor.resident
    return mine or (row.staff is not None and row.staff == actor.staff)


def may_read_application(actor: Actor, application: UUID, _at: datetime) -> bool:
    """Tell whether an actor may read the files of an application."""
    row = application_row(application)
    if row is None:
        return False
    mine = row.resident_id is not None and row.resident_id == actor.resident
    return mine or handles(row, actor)
