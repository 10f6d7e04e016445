"""What each kind of sheet holds (様式の項目). A template gets these fields and nothing else.

Days are given as dates and stand on paper in 和暦 (in English: day, month, year).
"""

from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from tsunagaru.ground.documents.rules.parts import Office, Part, Text
from tsunagaru.ground.documents.rules.rounds import CircularPaper
from tsunagaru.kernel.calendar import format_era_date

JAPAN = ZoneInfo("Asia/Tokyo")


class Row(Part):
    """One label with its text (項目)."""

    label: Text
    text: Text = ""


class Section(Part):
    """A titled group of rows (区分)."""

    title: Text = ""
    rows: tuple[Row, ...] = ()


class Code(Part):
    """A QR code: the address in it, and what to say beside it (二次元コード)."""

    address: Text = Field(min_length=1, max_length=600)
    caption: Text


class Receipt(Part):
    """The applicant's copy of an application (申請の控え)."""

    town: Text
    title: Text
    number: Text
    received_at: datetime
    applicant: Text
    channel: Text = ""
    due_on: date | None = None
    sections: tuple[Section, ...] = ()
    notes: tuple[Text, ...] = ()
    office: Office
    code: Code | None = None


class Receipts(Part):
    """The copies of several applications handed in together (申請の控えの一式)."""

    town: Text
    title: Text
    copies: tuple[Receipt, ...] = Field(min_length=1)


class DecisionNotice(Part):
    """A notice of a decision (決定通知書).

    Args:
        form: number of the form in the regulation, such as ``様式第2号（第5条関係）``.
        opening: the sentence that names the application and the law.
        outcome: the decision in one sentence.
        reason: statement of reasons (理由の提示), required for a refusal by 行政手続法 第8条.
        appeal: paragraphs of the appeal notice (教示), by 行政不服審査法 第82条.
        issuer: office and name of the head of the agency.
        seal_note: printed below the issuer instead of a seal.
    """

    town: Text
    form: Text = ""
    number: Text
    decided_on: date
    addressee: Text
    address: tuple[Text, ...] = ()
    issuer: Text
    title: Text
    opening: Text
    outcome: Text
    rows: tuple[Row, ...] = ()
    reason: Text = ""
    appeal: tuple[Text, ...] = ()
    office: Office
    seal_note: Text = "（公印省略）"
    code: Code | None = None


class Table(Part):
    """Columns and rows of a table (表)."""

    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class Certificate(Part):
    """A certificate (証明書)."""

    town: Text
    form: Text = ""
    title: Text
    number: Text
    issued_on: date
    rows: tuple[Row, ...]
    table: Table | None = None
    statement: Text = "上記のとおり相違ないことを証明します。"
    issuer: Text
    seal_note: Text = "（公印省略）"
    notes: tuple[Text, ...] = ()
    office: Office
    code: Code | None = None


class Choice(Part):
    """One of the boxes to tick (選択肢)."""

    label: Text
    checked: bool = False


class FormField(Part):
    """One line of a paper form (記入欄), filled in as far as ``text`` and ``choices`` say.

    Args:
        kind: how the empty space looks.
        lines: height of the space in lines of writing, for ``text`` and ``long``.
    """

    label: Text
    kind: Literal["text", "long", "choice", "multi", "date", "money", "declaration"] = "text"
    text: Text = ""
    choices: tuple[Choice, ...] = ()
    hint: Text = ""
    required: bool = False
    lines: int = Field(default=1, ge=1, le=20)


class FormSection(Part):
    """A titled group of fields on paper (記入区分)."""

    title: Text = ""
    fields: tuple[FormField, ...]


class PaperForm(Part):
    """An application form on paper, filled in beforehand as far as known (申請書)."""

    town: Text
    form: Text = ""
    title: Text
    law: Text = ""
    addressee: Text
    filled_on: date | None = None
    number: Text = ""
    sections: tuple[FormSection, ...]
    notes: tuple[Text, ...] = ()
    office: Office
    code: Code | None = None


class Column(Part):
    """One column of a list (列). ``width`` is a share of the page's width."""

    title: Text
    align: Literal["left", "center", "right"] = "left"
    width: float = Field(default=1.0, gt=0, le=20)


class ListReport(Part):
    """A list with a heading (一覧表)."""

    town: Text
    title: Text
    subtitle: Text = ""
    as_of: date
    columns: tuple[Column, ...] = Field(min_length=1)
    rows: tuple[tuple[Text, ...], ...]
    notes: tuple[Text, ...] = ()
    landscape: bool = False
    office: Office | None = None


class Letter(Part):
    """One letter of a batch (手紙): to whom, and what it says.

    Args:
        address: the lines of the address, the postal code first.
    """

    addressee: Text
    address: tuple[Text, ...] = Field(min_length=1)
    title: Text
    paragraphs: tuple[Text, ...] = Field(min_length=1)
    lang: Literal["ja", "en"] = "ja"


class Letters(Part):
    """Letters to many, each on a page of its own, folded for window envelopes (一括の手紙)."""

    town: Text
    title: Text
    dated: date
    issuer: Text
    letters: tuple[Letter, ...] = Field(min_length=1)
    office: Office
    code: Code | None = None


class ButtonWords(Part):
    """What stands on a button (ボタンの言葉)."""

    ja: Text
    en: Text


class LineMenuPicture(Part):
    """The picture of LINE's menu (LINEのメニューの絵): a point of it is a pixel.

    Args:
        rows: the words of the buttons, row by row.
    """

    town: Text = ""
    title: Text
    width: int = Field(ge=800, le=2500)
    row_height: int = Field(ge=250, le=1686)
    rows: tuple[tuple[ButtonWords, ...], ...]


class VotingSlip(Part):
    """A voting slip (投票券). Nobody's name stands on it.

    Args:
        number: its code in groups, as somebody types it.
        page: where it can be used.
    """

    town: Text
    title: Text
    about: Text
    number: Text
    supports: int
    until: date
    ideas: tuple[Text, ...] = Field(min_length=1)
    page: Text
    office: Office
    code: Code | None = None


SHEETS: dict[str, type[Part]] = {
    "receipt": Receipt,
    "receipts": Receipts,
    "decision_notice": DecisionNotice,
    "certificate": Certificate,
    "paper_form": PaperForm,
    "list_report": ListReport,
    "letters": Letters,
    "circular": CircularPaper,
    "line_menu": LineMenuPicture,
    "voting_slip": VotingSlip,
}
# The applicant's copies speak the reader's language; legal acts and forms are Japanese always.
TRILINGUAL = frozenset({"receipt", "receipts"})
# A person's name on a certificate must have the very shape of the register.
EXACT = frozenset({"certificate"})


def present(value: Any, language: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return a dumped sheet with its days and times written out for the reader (表記)."""
    if isinstance(value, dict):
        return {key: present(item, language) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [present(item, language) for item in value]
    return _write(value, language) if isinstance(value, date) else value


def _write(moment: date, language: str) -> str:
    """Return a day, or a day with its time in Japan, in writing."""
    if not isinstance(moment, datetime):
        return _write_day(moment, language)
    local = moment.astimezone(JAPAN)
    time = f"{local:%H:%M}" if language == "en" else f"{local.hour}時{local:%M}分"
    return f"{_write_day(local.date(), language)} {time}"


def _write_day(day: date, language: str) -> str:
    return f"{day.day} {day:%B} {day.year}" if language == "en" else format_era_date(day)
