"""Reads of drafts and applications (下書きと申請の参照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.queries.cosigning import came_back, is_refused
from tsunagaru.engines.applications.queries.procedures import CannotFind, Form, form_of
from tsunagaru.engines.applications.queries.unready import problems_in
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground import rows
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of


@dataclass(frozen=True)
class ApplicationView:
    """An application as other packages see it (申請)."""

    id: UUID
    number: str
    procedure: str
    name: Trilingual
    case: UUID
    resident: UUID | None
    channel: str
    state: str
    outcome: str
    submitted_at: datetime
    language: str
    email: str
    ended_at: datetime | None
    fee_yen: int | None = None
    proxy: UUID | None = None
    taken_at: datetime | None = None

    @property
    def shown_number(self) -> str:
        """Return the receipt number as people read it (受付番号)."""
        return rules.format_number(self.number)


@dataclass(frozen=True)
class DraftView:
    """A draft as its owner sees it in a list (下書き).

    Args:
        waits: whether it is complete and waits for others to sign it.
        late: whether it came back because not all signed in time.
        refused: whether somebody will not sign it.
    """

    id: UUID
    name: Trilingual
    page: Trilingual
    started_at: datetime
    saved_at: datetime
    expires_at: datetime
    waits: bool = False
    late: bool = False
    refused: bool = False
    pressed_at: datetime | None = None


def view_of(row: Application) -> ApplicationView:
    """Return an application as other packages see it."""
    return ApplicationView(
        id=row.pk,
        number=row.number,
        procedure=row.procedure,
        name=form_of(row.version_id).definition.name.text,
        case=row.case,
        resident=row.resident_id,
        channel=row.channel,
        state=row.state,
        outcome=row.outcome,
        submitted_at=row.submitted_at,
        language=row.language,
        email=row.email or "",
        ended_at=row.ended_at,
        fee_yen=row.fee_yen,
        proxy=row.proxy,
        taken_at=row.taken_at,
    )


def draft_row(draft: UUID, *, lock: bool = False) -> Draft | None:
    """Return a draft, or None; locked until the end of the transaction where it is to change."""
    rows = Draft.objects.select_for_update(no_key=True) if lock else Draft.objects
    return next(iter(rows.filter(pk=draft)), None)  # sparing an order that one row has not


def application_row(application: UUID) -> Application | None:
    """Return an application with its version, or None."""
    return rows.first(Application, pk=application)


def kept_row(application: UUID) -> Application | None:
    """Return an application to work with; what it said is gone for one that was disposed of."""
    row = application_row(application)
    gone = row is not None and not row.answers and cases.is_disposed(row.case)
    return None if gone else row


def application(application: UUID) -> ApplicationView:
    """Return an application (申請).

    Raises:
        CannotFind: there is none of this id.
    """
    row = application_row(application)
    if row is None:
        raise CannotFind(str(application))
    return view_of(row)


def application_of_case(case: UUID) -> ApplicationView | None:
    """Return the application a case is about, or None."""
    row = rows.first(Application, case=case)
    return view_of(row) if row else None


def application_of_number(text: str) -> UUID | None:
    """Return the application of a receipt number as somebody wrote it, or None (受付番号)."""
    number = rules.read_number(text)
    if number is None:
        return None
    return Application.objects.filter(number=number).values_list("pk", flat=True).first()


def application_of_draft(draft: UUID) -> UUID | None:
    """Return the application a draft became, or None."""
    return Application.objects.filter(draft=draft).values_list("pk", flat=True).first()


def applications_of(resident: UUID, *, most: int = 100) -> Sequence[ApplicationView]:
    """Return a resident's applications, newest first (申請の一覧)."""
    rows = Application.objects.filter(resident=resident)
    return [view_of(row) for row in rows.order_by("-submitted_at")[:most]]


def drafts_of(resident: UUID) -> Sequence[DraftView]:
    """Return a resident's drafts that can be resumed, last saved first (下書きの一覧)."""
    rows = Draft.objects.defer("answers")
    open_alone = Q(state=rules.Ending.OPEN, bundled=None)
    waiting = Q(state=rules.Ending.WAITING)
    rows = rows.filter(open_alone | waiting, resident=resident, staff=None)
    return [draft_view(row) for row in rows.order_by("-saved_at")]


def proxied_by(actor: Actor, at: datetime) -> tuple[list[DraftView], list[ApplicationView]]:
    """Return what somebody fills in and has handed in for others, while they may (代理の申請)."""
    going_on = (rules.Ending.OPEN, rules.Ending.WAITING)
    drafts = Draft.objects.defer("answers").filter(proxy=actor.resident, state__in=going_on)
    rows = Application.objects.filter(proxy=actor.resident).order_by("-submitted_at")[:100]
    return (
        [draft_view(row) for row in drafts.order_by("-saved_at") if _may(actor, row, at)],
        [view_of(row) for row in rows if _may(actor, row, at)],
    )


def _may(actor: Actor, row: Draft | Application, at: datetime) -> bool:
    code = form_of(row.version_id).definition.code
    return row.resident_id is not None and people.may_act_for(actor, row.resident_id, code, at)


def draft_view(row: Draft) -> DraftView:
    """Return a draft as its owner sees it, by the title of the page it has come to."""
    form = form_of(row.version_id)
    titles = {page.code: page.title for page in form.questionnaire.pages}
    page = titles.get(row.page) or form.questionnaire.pages[0].title
    return DraftView(
        id=row.pk,
        name=form.definition.name.text,
        page=page,
        started_at=row.started_at,
        saved_at=row.saved_at,
        expires_at=row.expires_at,
        waits=row.state == rules.Ending.WAITING,
        late=came_back(row),
        refused=is_refused(row),
        pressed_at=row.pressed_at,
    )


def first_open_page(row: Draft, at: datetime) -> str:
    """Return the page on which to go on: the first not yet saved, or the last (再開するページ)."""
    form = form_of(row.version_id)
    pages = questionnaires.visible_pages(form.questionnaire, row.answers, day_of(at))
    return next((page for page in pages if page not in row.saved_pages), pages[-1])


def unready_page(row: Draft, at: datetime, language: str) -> str:
    """Return the first page with something missing or wrong, or empty (未完了のページ)."""
    form, today = form_of(row.version_id), day_of(at)
    problems = problems_in(row, form, today, language)
    return problems[0].page if problems else ""


def review_of(
    form: Form, answers: dict[str, Any], language: str, at: datetime
) -> list[questionnaires.ReviewSection]:
    """Return the answers in words (回答の一覧)."""
    return questionnaires.review(form.questionnaire, answers, language, day_of(at))


def decision_of(row: Application) -> cases.DecisionView | None:
    """Return the decision on an application, if it was made (決定)."""
    return cases.decision_of(row.case)


def invitation_to_rate(row: Application) -> questionnaires.Invitation:
    """Return the invitation to say how applying went (満足度の評価の案内)."""
    return questionnaires.Invitation(row.procedure, row.pk, row.channel, row.age_band, row.district)
