"""Where people get stuck in a form (つまずきの集計), from the rollups alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.events import (
    ApplicationFieldRefused,
    ApplicationPageLeft,
    ApplicationPageOpened,
    ApplicationPageRefused,
    ApplicationPageSaved,
    ApplicationPageTimed,
)
from tsunagaru.engines.applications.models import ProcedureVersion
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ledger.api import CellSum, rollup_sums
from tsunagaru.ground.ui.phrases import JAPANESE, translate

CONFIRM_NAME = "内容の確認と申請"
COUNTED = {
    ApplicationPageOpened.name: "opened",
    ApplicationPageSaved.name: "passed",
    ApplicationPageRefused.name: "refused",
    ApplicationPageLeft.name: "left",
}
NAMES = (*COUNTED, ApplicationPageTimed.name, ApplicationFieldRefused.name)
AGE = "age_band"


@dataclass(frozen=True)
class Narrowed:
    """Which of those who filled in are counted (絞り込み); empty means all."""

    version: str = ""
    channel: str = ""
    language: str = ""
    age_band: str = ""


@dataclass
class PageCount:
    """What happened on a page (ページの集計), in people or tries; times in seconds."""

    code: str
    title: str
    opened: int = 0
    passed: int = 0
    refused: int = 0
    left: int = 0
    times: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class FieldCount:
    """How often a question held somebody up (項目の集計)."""

    page: str
    label: str
    problem: str
    count: int


@dataclass(frozen=True)
class VersionCount:
    """How one version of a form fared (版ごとの集計)."""

    version: str
    published_at: datetime
    started: int
    finished: int
    refused: int


@dataclass(frozen=True)
class Stumbling:
    """Where people get stuck in one form."""

    pages: Sequence[PageCount]
    fields: Sequence[FieldCount]
    versions: Sequence[VersionCount]


def stumbling(procedure: str, since: date, until: date, narrowed: Narrowed) -> Stumbling:
    """Return where people got stuck in a procedure's form (離脱とつまずき).

    Args:
        procedure: its code.
        since: first day.
        until: day after the last.
        narrowed: whose tries are counted.
    """
    scope = AGE if narrowed.age_band else ""
    rows = [
        row
        for row in rollup_sums(NAMES, since, until, scope=scope)
        if row.codes.get("procedure") == procedure and _fits(row.codes, narrowed)
    ]
    known = _versions(procedure)
    chosen = [one for one in known if narrowed.version in ("", one.pk.hex)]
    forms = [form_of(one) for one in chosen]
    of_chosen = [row for row in rows if narrowed.version in ("", row.codes.get("version"))]
    return Stumbling(
        pages=_pages(forms, of_chosen),
        fields=_fields(forms, of_chosen),
        versions=[_of_version(one, rows) for one in known],
    )


def _versions(procedure: str) -> list[ProcedureVersion]:
    rows = ProcedureVersion.objects.filter(code=procedure)
    return list(rows.order_by("-published_at", "pk"))


def _fits(codes: Mapping[str, str], narrowed: Narrowed) -> bool:
    asked = {"channel": narrowed.channel, "language": narrowed.language, AGE: narrowed.age_band}
    return all(codes.get(name, "") == wanted for name, wanted in asked.items() if wanted)


def _pages(forms: Sequence[Form], rows: Sequence[CellSum]) -> list[PageCount]:
    found: dict[str, PageCount] = {}
    for form in forms:  # the newest first: its order and titles win
        for page in form.questionnaire.pages:
            found.setdefault(page.code, PageCount(page.code, translate(page.title, JAPANESE)))
    found[rules.CONFIRM] = PageCount(rules.CONFIRM, CONFIRM_NAME)
    for row in rows:
        page_count, counted = found.get(row.codes.get("page", "")), COUNTED.get(row.name)
        if page_count is None:
            continue
        if row.measure == "seconds":
            page_count.times[row.bucket] += row.n
        elif counted and not row.measure:
            setattr(page_count, counted, getattr(page_count, counted) + row.n)
    return list(found.values())


def _fields(forms: Sequence[Form], rows: Sequence[CellSum]) -> list[FieldCount]:
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        if row.name == ApplicationFieldRefused.name and not row.measure:
            codes = row.codes
            counted[codes["page"], codes["question"], codes["problem"]] += row.n
    pages = {page.code: page.title for form in forms for page in form.questionnaire.pages}
    labels = _labels(forms)
    return [
        FieldCount(
            page=translate(pages.get(page, CONFIRM_NAME), JAPANESE),
            label=labels.get(question, question),
            problem=problem,
            count=count,
        )
        for (page, question, problem), count in sorted(
            counted.items(), key=lambda one: (-one[1], one[0])
        )
    ]


def _labels(forms: Sequence[Form]) -> dict[str, str]:
    found: dict[str, str] = {}
    for form in reversed(forms):
        for question in form.questionnaire.questions:
            found[question.code] = translate(question.label, JAPANESE)
            for member in question.asked if isinstance(question, questionnaires.GroupField) else ():
                found[f"{question.code}.{member.code}"] = translate(member.label, JAPANESE)
    return found


def _of_version(version: ProcedureVersion, rows: Sequence[CellSum]) -> VersionCount:
    first = form_of(version).questionnaire.pages[0].code
    mine = [row for row in rows if row.codes.get("version") == version.pk.hex and not row.measure]

    def total(name: str, page: str = "") -> int:
        fits = (row for row in mine if row.name == name and page in ("", row.codes["page"]))
        return sum(row.n for row in fits)

    return VersionCount(
        version=version.pk.hex,
        published_at=version.published_at,
        started=total(ApplicationPageOpened.name, first),
        finished=total(ApplicationPageSaved.name, rules.CONFIRM),
        refused=total(ApplicationPageRefused.name),
    )


def version_of(text: str) -> str:
    """Return the version's id in what an address asks for, or empty."""
    try:
        return UUID(text).hex
    except ValueError:
        return ""
