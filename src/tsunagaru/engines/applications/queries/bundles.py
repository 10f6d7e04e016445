"""Reads of bundles (まとめて申請の参照): which questions are left, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Application, Bundle, Draft
from tsunagaru.engines.applications.queries.guides import answers_for, apart_of, guide, unasked_of
from tsunagaru.engines.applications.queries.procedures import CannotFind, Form, form_of
from tsunagaru.engines.applications.queries.unready import problems_in
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.phrases import JAPANESE, Trilingual
from tsunagaru.ground.vault.sealing import blinds

CODE_PLACE = "applications_bundle.code"
SCREEN_PLACE = "applications_bundle.screen"
Stop = tuple[int, str]  # position of an application, code of its page


@dataclass(frozen=True)
class Part:
    """One application of a bundle with what need not be asked again (まとめて申請の1件).

    Args:
        left_out: questions that an earlier application of the bundle has asked, and what is agreed
            to at the end.
        agreed: declarations that are agreed to at the end, for all applications at once.
    """

    position: int
    draft: Draft
    form: Form
    left_out: frozenset[str]
    agreed: frozenset[str] = frozenset()

    @property
    def name(self) -> Trilingual:
        """Return the name of the procedure."""
        return self.form.definition.name.text


@dataclass(frozen=True)
class BundleView:
    """A bundle as its owner sees it in a list (まとめて申請)."""

    id: UUID
    name: Trilingual
    count: int
    started_at: datetime
    saved_at: datetime
    expires_at: datetime


def bundle_row(bundle: UUID, *, lock: bool = False) -> Bundle | None:
    """Return a bundle, or None; locked where it is to change."""
    rows = Bundle.objects.select_for_update(no_key=True) if lock else Bundle.objects
    return rows.filter(pk=bundle).first()


def bundle_of_code(code: str) -> UUID | None:
    """Return the bundle a resume code leads to (再開コード)."""
    found = Bundle.objects.filter(code_index__in=blinds(code, place=CODE_PLACE))
    return found.values_list("pk", flat=True).first()


def bundle_of_screen(code: str, at: datetime) -> Bundle | None:
    """Return the open bundle that a tablet's code shows, while it does (確認画面)."""
    known = blinds(code, place=SCREEN_PLACE)
    rows = Bundle.objects.filter(screen_index__in=known, shown_until__gt=at)
    return rows.filter(state=rules.Ending.OPEN).first()


def handed_in_with(draft: UUID) -> Bundle | None:
    """Return the bundle a draft was part of, once it was handed in (受付後のまとめて申請)."""
    return Bundle.objects.filter(items__draft=draft, state=rules.Ending.SUBMITTED).first()


def waiting_in(row: Bundle) -> list[tuple[UUID, Trilingual]]:
    """Return what of a bundle is not handed in yet, because others sign it first (連署待ち)."""
    left = (rules.Ending.OPEN, rules.Ending.WAITING)
    return [
        (draft.pk, form_of(draft.version_id).definition.name.text)
        for draft in drafts_in(row)
        if draft.state in left
    ]


def applications_in(row: Bundle) -> list[UUID]:
    """Return what became of a bundle, in its order (受け付けた申請)."""
    rows = Application.objects.filter(draft__bundled__bundle=row)
    return list(rows.order_by("draft__bundled__position").values_list("pk", flat=True))


def drafts_in(row: Bundle, *, lock: bool = False) -> list[Draft]:
    """Return the drafts of a bundle in their order; those given up are left out."""
    rows = Draft.objects.select_for_update(no_key=True) if lock else Draft.objects
    found = rows.filter(bundled__bundle=row).exclude(state=rules.Ending.ABANDONED)
    return list(found.order_by("bundled__position"))


def told_already(row: Bundle, day: date) -> dict[str, Any]:
    """Return what the answers about the situation give to the forms, by shared name."""
    try:
        return questionnaires.given_by(guide(row.guide).questionnaire, row.situation, day)
    except CannotFind:
        return {}


def given_already(row: Bundle, day: date) -> Mapping[str, dict[str, Any]]:
    """Return what the situation says of each form: procedure -> field -> answer."""
    try:
        return answers_for(guide(row.guide), row.situation, day)
    except CannotFind:
        return {}


def unasked_in(row: Bundle) -> Mapping[str, frozenset[str]]:
    """Return which fields of the forms the guide makes needless: procedure -> fields."""
    try:
        return unasked_of(guide(row.guide))
    except CannotFind:
        return {}


def apart_in(row: Bundle) -> Mapping[str, frozenset[str]]:
    """Return which fields of the forms mean somebody else than elsewhere: procedure -> fields."""
    try:
        return apart_of(guide(row.guide))
    except CannotFind:
        return {}


def without(shared: Mapping[str, Any], form: Form, apart: frozenset[str]) -> dict[str, Any]:
    """Return shared answers without those that a form asks for itself alone (共有しない項目)."""
    alone = {
        questionnaires.shared_name(one) for one in form.questionnaire.questions if one.code in apart
    }
    return {name: answer for name, answer in shared.items() if name not in alone}


def parts_of(row: Bundle, drafts: Sequence[Draft], day: date) -> list[Part]:
    """Return the applications with what each need not ask again."""
    known, given = told_already(row, day), given_already(row, day)
    unasked, apart = unasked_in(row), apart_in(row)
    parts, blank = list[Part](), frozenset[str]()
    for position, draft in enumerate(drafts):
        form = form_of(draft.version_id)
        mine = given.get(form.definition.code, {})
        alone = apart.get(form.definition.code, frozenset())
        theirs = without(known, form, alone)
        left_out = questionnaires.settled(form.questionnaire, draft.answers, theirs, day, mine)
        left_out |= unasked.get(form.definition.code, frozenset())
        left_out |= questionnaires.passed_over(form.questionnaire, draft.answers, blank)
        agreed = questionnaires.agreed_last(form.questionnaire)
        parts.append(Part(position, draft, form, left_out | agreed, agreed))
        told = questionnaires.given_by(form.questionnaire, draft.answers, day)
        known = {**without(told, form, alone), **known}
        blank |= questionnaires.left_blank(
            form.questionnaire, draft.answers, draft.saved_pages, day
        )
    return parts


def stops_of(parts: Sequence[Part], day: date) -> list[Stop]:
    """Return the pages on which something is left to ask, in order (たずねるページ)."""
    stops: list[Stop] = []
    for part in parts:
        form, answers = part.form.questionnaire, part.draft.answers
        visible = questionnaires.visible_pages(form, answers, day)
        asked = {page.code for page, _ in questionnaires.asked(form, answers, part.left_out, day)}
        stops += [(part.position, code) for code in visible if code in asked]
    return stops


def open_stop(parts: Sequence[Part], day: date, language: str) -> Stop | None:
    """Return the first page with something missing or wrong, or None (未完了のページ).

    What is agreed to at the end is asked there, and is no reason to go back to a page.
    """
    for part in parts:
        for problem in problems_in(part.draft, part.form, day, language):
            if problem.field not in part.agreed:
                return part.position, problem.page
    return None


def agreed_in(parts: Sequence[Part], language: str, day: date) -> dict[str, list[str]]:
    """Return each sentence agreed to at the end, with the procedures it is in (宣誓・同意の文)."""
    found: dict[str, list[str]] = {}
    for part in parts:
        form, answers = part.form.questionnaire, part.draft.answers
        said = [
            sentence
            for section in questionnaires.review(form, answers, language, day)
            for code, sentence in section.declared.items()
            if code in part.agreed
        ]
        for sentence in dict.fromkeys(said):
            found.setdefault(sentence, []).append(part.name.in_language(language))
    return found


def count_questions(parts: Sequence[Part], day: date) -> tuple[int, int]:
    """Return how many answers are given, and how many all forms would ask one by one.

    What the town knew and only shows for checking is no answer somebody gives; each sentence agreed
    to at the end is one.
    """
    nothing: frozenset[str] = frozenset()
    asked = sum(len(_asked(part, part.left_out | _known(part, day), day)) for part in parts)
    agreed = len(agreed_in(parts, JAPANESE, day))
    return asked + agreed, sum(len(_asked(part, nothing, day)) for part in parts)


def _asked(part: Part, left_out: frozenset[str], day: date) -> list[object]:
    answers: Mapping[str, Any] = part.draft.answers
    return list(questionnaires.asked(part.form.questionnaire, answers, left_out, day))


def _known(part: Part, day: date) -> frozenset[str]:
    """Return the questions that stand as the resident's record answered them (事前入力のまま)."""
    resident, answers = part.draft.resident_id, part.draft.answers
    if resident is None:
        return frozenset()
    profile = people.profile_prefill(resident, day=day)
    begun = questionnaires.start_answers(part.form.questionnaire, profile)
    return frozenset(code for code, answer in begun.items() if answers.get(code) == answer)


def name_of(row: Bundle) -> Trilingual:
    """Return what a bundle is called: the turn in life it is about."""
    try:
        return guide(row.guide).definition.name.text
    except CannotFind:
        return Trilingual(
            "まとめて申請", "まとめて 申しこむ", "Several applications"
        )  # the guide is gone


def bundles_of(resident: UUID) -> Sequence[BundleView]:
    """Return a resident's bundles that can be resumed, last saved first (下書きの一覧)."""
    rows = Bundle.objects.filter(resident=resident, state=rules.Ending.OPEN, staff=None)
    return [
        BundleView(
            row.pk, name_of(row), row.items.count(), row.started_at, row.saved_at, row.expires_at
        )
        for row in rows.order_by("-saved_at")
    ]
