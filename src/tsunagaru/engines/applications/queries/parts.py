"""Reads of the parts of third parties (第三者の記入の参照)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tsunagaru.engines.applications.models import Application, Contribution
from tsunagaru.engines.applications.queries.access import handles
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of

PART_PLACE = "applications_contribution.code"
WORDS = {
    "": "まだ依頼していません",
    PartState.ASKED: "記入を待っています",
    PartState.GIVEN: "受け取りました",
    "late": "期限が過ぎました",
}


@dataclass(frozen=True)
class PartView:
    """A part as applicant and clerk see it (第三者の記入).

    Args:
        state: ``asked``, ``given``, ``late``, or empty when nobody was asked.
        said: the state in words, a key of the phrases.
        id: of what was asked for, if anything was.
        first: its first page.
    """

    code: str
    name: Trilingual
    who: Trilingual
    state: str
    said: str
    expires_at: datetime | None = None
    given_at: datetime | None = None
    id: UUID | None = None
    first: str = ""


def parts_wanted(form: Form, row: Application) -> list[str]:
    """Return the codes of the parts these answers want (必要な第三者の記入)."""
    day = day_of(row.submitted_at)
    return [
        part.code
        for part in form.definition.parts
        if questionnaires.fits(form.questionnaire, part.when, row.answers, day)
    ]


def parts_of(row: Application, at: datetime) -> Sequence[PartView]:
    """Return the parts of an application with how far they have come."""
    form = form_of(row.version_id)
    if not form.definition.parts:
        return ()
    rows = row.contributions.exclude(state=PartState.REVOKED).defer("answers")
    known = {one.part: one for one in rows}
    wanted = parts_wanted(form, row)
    found = []
    for part in form.definition.parts:
        asked = known.get(part.code)
        if part.code not in wanted and asked is None:
            continue
        late = asked is not None and asked.state == PartState.ASKED and asked.expires_at <= at
        state = "late" if late else (asked.state if asked else "")
        found.append(
            PartView(
                code=part.code,
                name=part.name.text,
                who=part.who.text,
                state=state,
                said=WORDS[state],
                expires_at=asked.expires_at if asked else None,
                given_at=asked.given_at if asked else None,
                id=asked.pk if asked else None,
                first=form.parts[part.code].pages[0].code,
            )
        )
    return found


def part_row(contribution: UUID, *, lock: bool = False) -> Contribution | None:
    """Return what a third party was asked for, or None."""
    rows = Contribution.objects.select_related("application").filter(pk=contribution)
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def part_of_code(code: str) -> UUID | None:
    """Return what a code leads to, or None."""
    found = Contribution.objects.filter(code_index__in=blinds(code, place=PART_PLACE))
    return found.values_list("pk", flat=True).first()


def may_fill(row: Contribution, actor: Actor, code: str) -> bool:
    """Tell whether an actor, or the browser that holds a code, may fill a part in."""
    if handles(row.application, actor):
        return True
    return bool(code) and row.code_index in blinds(code, place=PART_PLACE)


def part_form(row: Contribution) -> questionnaires.Questionnaire:
    """Return the form of a part (第三者の様式)."""
    return form_of(row.application.version_id).parts[row.part]


def shared_rows(row: Contribution, language: str) -> list[tuple[str, str]]:
    """Return the applicant's answers that the third party may see, and no others (共有する回答)."""
    application = row.application
    form = form_of(application.version_id)
    shape = form.definition.part(row.part)
    shares = set(shape.shares) if shape else set()
    sections = questionnaires.review(
        form.questionnaire, application.answers, language, day_of(application.submitted_at)
    )
    return [
        (label, text)
        for section in sections
        for code, label, text in section.rows
        if code.partition("-")[0] in shares
    ]


def given_sections(
    row: Application, language: str
) -> list[tuple[Contribution, list[questionnaires.ReviewSection]]]:
    """Return what third parties handed in, in words (受け取った記入)."""
    form = form_of(row.version_id)
    return [
        (one, questionnaires.review(form.parts[one.part], one.answers, language, _day(one)))
        for one in row.contributions.filter(state=PartState.GIVEN)
        if one.part in form.parts
    ]


def _day(row: Contribution) -> date:
    return day_of(row.given_at or row.asked_at)


def files_given(row: Contribution) -> Mapping[str, list[dict[str, object]]]:
    """Return the files of a part (第三者の添付)."""
    return questionnaires.files_of(part_form(row), row.answers)
