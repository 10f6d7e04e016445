"""Papers of an application (書類): the applicant's copy, the notice, the paper form with its QR."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.applications import review_of
from tsunagaru.engines.applications.queries.fees import FEE, fee_rows
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import say, translate
from tsunagaru.kernel.calendar import format_era_date
from tsunagaru.kernel.clock import day_of, local

CHANNELS = {
    "online": "オンライン",
    "counter": "窓口",
    "phone": "電話",
    "post": "郵送",
    "line": "LINE",
    "api": "連携サービス",
    "portal": "国のポータル（マイナポータル）",
}
PAPER_KINDS = {"lines": "text", "boxes": "text", "parts": "text"}
SIGNED_LATER = (
    "電子署名の確認が{taken}に済みました。申請のボタンを押された{arrived}に、"
    "申請が到達したものとして受け付けています。"
)
TOGETHER = "申請の控え（{count}件）"
NAMELESS = "（氏名の記載なし）"


def receipt(row: Application, *, language: str, at: datetime) -> bytes:
    """Return the applicant's copy (申請の控え) as PDF.

    Raises:
        documents.CannotRender: a character has no glyph.
    """
    data = _copy(row, language)
    return documents.render("receipt", data, at=at, language=language, substitute=True)


def receipts(rows: Sequence[Application], *, language: str, at: datetime) -> bytes:
    """Return the applicant's copies of several applications (申請の控えの一式) as one PDF.

    Raises:
        documents.CannotRender: a character has no glyph.
    """
    data = {
        "town": town_name(),
        "title": say(TOGETHER, language, count=len(rows)),
        "copies": [_copy(row, language) for row in rows],
    }
    return documents.render("receipts", data, at=at, language=language, substitute=True)


def _copy(row: Application, language: str) -> dict[str, Any]:
    form = form_of(row.version_id)
    sections = review_of(form, row.answers, language, row.submitted_at)
    case = cases.case_of("application", row.pk)
    return {
        "town": town_name(),
        "title": form.definition.name.in_language(language),
        "number": rules.format_number(row.number),
        "received_at": row.submitted_at,
        "applicant": applicant_of(form, row.answers),
        "channel": say(CHANNELS.get(row.channel, row.channel), language),
        "due_on": case.due_on if case else None,
        "sections": [
            {
                "title": section.title,
                "rows": [{"label": label, "text": text} for _, label, text in section.rows],
            }
            for section in sections
        ]
        + [fee_section(form, row, language)],
        "notes": [*_of_signature(row, language), form.definition.after.in_language(language)],
        "office": people.office_of(form.definition.section),
    }


def _of_signature(row: Application, language: str) -> list[str]:
    """Return as of when it counts as received, where its signature was checked later."""
    if row.taken_at is None:
        return []
    taken, arrived = (f"{local(at):%Y/%-m/%-d %H:%M}" for at in (row.taken_at, row.submitted_at))
    return [say(SIGNED_LATER, language, taken=taken, arrived=arrived)]


def fee_section(form: Form, row: Application, language: str) -> dict[str, Any]:
    """Return the fee as a section of its own (手数料)."""
    rows = fee_rows(form, row.answers, day_of(row.submitted_at), language)
    return {
        "title": say(FEE, language),
        "rows": [{"label": label, "text": text} for label, text in rows],
    }


def documents_day(at: datetime, language: str) -> str:
    """Return the day of receipt as it stands in a sentence, in the era as on the whole sheet."""
    day = day_of(at)
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return format_era_date(day)


def paper_form(
    form: Form,
    answers: dict[str, Any],
    *,
    language: str,
    at: datetime,
    number: str = "",
    address: str = "",
) -> bytes:
    """Return the form on paper, filled in as far as known (申請書) as PDF.

    Args:
        number: receipt number, for an application handed in.
        address: where the QR code leads, or empty.

    Raises:
        documents.CannotRender: a character has no glyph.
    """
    rows = questionnaires.paper_rows(form.questionnaire, answers, language, day_of(at))
    definition = form.definition
    data: dict[str, Any] = {
        "town": town_name(),
        "title": definition.name.in_language(language),
        "law": "、".join(str(law) for law in definition.laws),
        "addressee": f"{town_name()}長",
        "filled_on": day_of(at) if number else None,
        "number": rules.format_number(number) if number else "",
        "sections": _sections(rows),
        "notes": [definition.fee.text.in_language(language), *_seal_note(form, language)],
        "office": people.office_of(definition.section),
    }
    if address:
        data["code"] = {
            "address": address,
            "caption": say("職員用：この申請の案件を開く", language),
        }
    return documents.render("paper_form", data, at=at, language=language, substitute=True)


def _seal_note(form: Form, language: str) -> list[str]:
    """Return the line that asks for a seal on paper; none where none is needed (押印)."""
    if not form.definition.seal.required:
        return []
    return [say("この申請書には、押印が必要です。氏名の横に押してください。　㊞", language)]


def _sections(rows: list[questionnaires.PaperRow]) -> list[dict[str, Any]]:
    sections: list[dict[str, Any]] = []
    for row in rows:
        if row.kind == "heading":
            sections.append({"title": row.label, "fields": []})
        elif row.kind != "notice":
            sections[-1]["fields"].append(_field(row))
    return [section for section in sections if section["fields"]]


def _field(row: questionnaires.PaperRow) -> dict[str, Any]:
    ticks = [{"label": choice.label, "checked": choice.ticked} for choice in row.choices]
    return {
        "label": row.label,
        "kind": "multi" if ticks else ("long" if row.lines > 1 else "text"),
        "text": row.text or ("　".join(row.parts) if row.parts and not row.text else ""),
        "choices": ticks,
        "hint": row.hint,
        "required": row.required,
        "lines": row.lines,
    }


def applicant_of(form: Form, answers: dict[str, Any]) -> str:
    """Return the applicant's name as it was entered (申請者の氏名)."""
    value = answers.get(form.definition.name_field or "")
    if not isinstance(value, dict):
        return NAMELESS
    return f"{value.get('family', '')} {value.get('given', '')}".strip() or NAMELESS


def town_name() -> str:
    """Return the town's name in Japanese; papers are issued in it."""
    return translate(town.current().name, "ja")
