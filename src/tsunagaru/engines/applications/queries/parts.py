"""Reads of the parts of third parties (第三者の記入の参照)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.models import Application, Contribution
from tsunagaru.engines.applications.queries.access import handles
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.applications.rules import Over, PartState, State, derive_code, format_code
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.parts import SummaryRow
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of

PART_PLACE = "applications_contribution.code"
TEMPLATE, OFFICE_TEMPLATE = "application_part_asked", "application_part_office"
PART_LINK = "part"  # as ``LateLink`` has it
REMINDER = "application_part_reminder"
WORDS = {
    "": "まだ依頼していません",
    PartState.ASKED: "記入を待っています",
    PartState.GIVEN: "受け取りました",
    PartState.DECLINED: "断られました",
    "late": "期限が過ぎました",
}
BY_OFFICE = {
    "": "町が依頼します",
    PartState.DECLINED: "町がほかの方法を確かめています",
    "late": "町がもう一度依頼します",
}
"""What the applicant reads of what the office asks for (町からの依頼の状態)."""
LETTERS = {
    "": "町からはメールを送れませんでした。リンクを直接伝えてください",
    "queued": "メールを送っています",
    "accepted": "メールを送りました",
    "refused": "メールが届きませんでした。アドレスを確かめて、もう一度依頼してください",
}


@dataclass(frozen=True)
class PartView:
    """A part as applicant and clerk see it (第三者の記入).

    Args:
        state: ``asked``, ``given``, ``declined``, ``late``, or empty when nobody was asked.
        said: the state in words, a key of the phrases.
        id: of what was asked for, if anything was.
        first: its first page.
        recipient: whom the applicant asked.
        email: where the link was mailed to, if it was.
        reminded_at: when the town reminded them, if it did.
        letter: what became of the e-mail, a key of the phrases; empty without one.
        readable: whether the applicant may read what was handed in.
        by_office: whether the section in charge asks, and not the applicant.
    """

    code: str
    name: Trilingual
    who: Trilingual
    state: str
    said: str
    readable: bool = False
    expires_at: datetime | None = None
    given_at: datetime | None = None
    declined_at: datetime | None = None
    reminded_at: datetime | None = None
    id: UUID | None = None
    first: str = ""
    recipient: str = ""
    email: str = ""
    letter: str = ""
    reason: str = ""
    by_office: bool = False
    sections: Sequence[tuple[str, Sequence[SummaryRow]]] = ()

    @property
    def waits(self) -> bool:
        """Tell whether the applicant has something to do (依頼が必要)."""
        return self.state not in {PartState.ASKED, PartState.GIVEN}

    @property
    def applicant_asks(self) -> bool:
        """Tell whether it is the applicant who has something to do (申請した方の依頼待ち)."""
        return self.waits and not self.by_office

    @property
    def told(self) -> str:
        """Return the state as the applicant reads it, a key of the phrases (申請した方への状態)."""
        return BY_OFFICE.get(self.state, self.said) if self.by_office else self.said


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
    known = _latest(row)
    wanted = parts_wanted(form, row)
    return [
        _view(form, part, known.get(part.code), at)
        for part in form.definition.parts
        if part.code in wanted or part.code in known
    ]


def readable_parts(row: Application, language: str, at: datetime) -> Sequence[PartView]:
    """Return the parts with what the applicant may read of them (申請した方に見える記入)."""
    given = {
        one.part: [
            (
                part.title,
                [SummaryRow(label, text, missing=not text) for _, label, text in part.rows],
            )
            for part in sections
        ]
        for one, sections in given_sections(row, language)
    }
    return [
        replace(part, sections=given[part.code]) if part.readable and part.code in given else part
        for part in parts_of(row, at)
    ]


def _latest(row: Application) -> dict[str, Contribution]:
    """Return what was asked for last, by part; what was called back counts as not asked."""
    rows = {one.part: one for one in row.contributions.defer("answers").order_by("asked_at")}
    return {part: one for part, one in rows.items() if one.state != PartState.REVOKED}


def _view(form: Form, part: PartShape, asked: Contribution | None, at: datetime) -> PartView:
    about = (part.code, part.name.text, part.who.text)
    if asked is None:
        return PartView(*about, "", WORDS[""], readable=part.readable, by_office=part.by_office)
    late = asked.state == PartState.ASKED and asked.expires_at <= at
    state = "late" if late else asked.state
    sent = messages.email_state(asked.letter, template_of(part)) if asked.letter else ""
    return PartView(
        *about,
        state=state,
        said=WORDS[state],
        readable=part.readable,
        expires_at=asked.expires_at,
        given_at=asked.given_at,
        declined_at=asked.declined_at,
        reminded_at=asked.reminded_at,
        id=asked.pk,
        first=form.parts[part.code].pages[0].code,
        recipient=asked.recipient or "",
        email=asked.email or "",
        letter=LETTERS[sent] if asked.letter else "",
        reason=asked.reason or "",
        by_office=part.by_office,
    )


def template_of(part: PartShape) -> str:
    """Return which letter carries the link of a part (依頼のメールの文面)."""
    return OFFICE_TEMPLATE if part.by_office else TEMPLATE


def may_ask(part: PartShape, row: Application, actor: Actor) -> bool:
    """Tell whether an actor who may see an application sends the link of a part (依頼できる人)."""
    return handles(row, actor) if part.by_office else True


ANSWERED = {PartState.GIVEN: Over.GIVEN, PartState.DECLINED: Over.DECLINED}


def over_of(row: Contribution, at: datetime) -> Over | None:
    """Return why a part takes no more answers, or None while it does (記入できない理由)."""
    if row.state in ANSWERED:
        return ANSWERED[PartState(row.state)]
    about = row.application
    if about.ended_at is not None:
        return Over.WITHDRAWN if about.state == State.WITHDRAWN else Over.DECIDED
    if row.state == PartState.REVOKED:
        later = about.contributions.filter(part=row.part, asked_at__gt=row.asked_at)
        return Over.REPLACED if later.exists() else Over.REVOKED
    return Over.LATE if row.expires_at <= at else None


def part_row(contribution: UUID, *, lock: bool = False) -> Contribution | None:
    """Return what a third party was asked for, or None."""
    rows = Contribution.objects.select_related("application").filter(pk=contribution)
    return (rows.select_for_update(no_key=True, of=("self",)) if lock else rows).first()


def code_of(contribution: UUID) -> str:
    """Return the code that opens a part (記入コード); it is kept nowhere."""
    return derive_code(f"applications.part|{contribution}", secret=settings.SECRET_KEY)


def path_of(code: str) -> str:
    """Return the path that opens a part (記入用のリンク)."""
    return reverse("applications:part_link", args=[format_code(code)])


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
