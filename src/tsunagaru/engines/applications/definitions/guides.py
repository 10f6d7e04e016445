"""The shape of `life/*.yaml` (くらしの手続き案内): a turn in life, and what follows from it."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from tsunagaru.engines.applications.definitions.shapes import Attachment, Law
from tsunagaru.engines.applications.definitions.words import Code, FieldCode, Text, Words
from tsunagaru.kernel.folder import Definition, wrong

QUESTIONS = "questions"
STEP = "step_{code}"
GIVEN = "given_{code}_{field}"
TITLE = {"ja": "あてはまるもの", "easy": "あなたの ことを 教えてください", "en": "Your situation"}


class Period(Definition):
    """How long there is (期限): days or months after a day that a question asks for.

    The first day is not counted, and a last day on which the office is closed moves on.

    Source:
        民法 第140条・第142条, 地方自治法 第4条の2第4項
    """

    since: FieldCode
    days: Annotated[int, Field(ge=0, le=3660)] | None = None
    months: Annotated[int, Field(ge=1, le=120)] | None = None

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if (self.days is None) == (self.months is None):
            raise wrong("days か months の、どちらか1つを書いてください。", "Give days or months.")
        return self


class Step(Definition):
    """One thing to do (やること): a form of the town, or something done elsewhere.

    Args:
        procedure: code of the form; empty where there is none, then ``name`` says what it is.
        when: condition over the questions; empty means always.
        answers: what the situation already says of the form: field of the form -> expression over
            the questions. Such a field is not asked again.
        unasked: fields of the form that need no asking in this situation, as a form's own question
            what else to do: that is what the guide is for. They stay empty; one that must be
            answered is asked all the same.
        apart: fields of the form that mean somebody else than in the other forms, as the owner of
            a moped who has died: asked, and neither taken from the other forms nor given to them.
        text: what to know about it in this situation.
        place: where it is done, when not at the section of the form.
        section: the section in charge, when there is no form.
    """

    code: FieldCode
    procedure: Code | None = None
    name: Words | None = None
    when: Text | None = None
    answers: dict[FieldCode, Text] = Field(default_factory=dict)
    unasked: tuple[FieldCode, ...] = ()
    apart: tuple[FieldCode, ...] = ()
    text: Words | None = None
    place: Words | None = None
    section: Code | None = None
    documents: tuple[Attachment, ...] = ()
    fee: Words | None = None
    laws: tuple[Law, ...] = ()
    until: Period | None = None

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if self.procedure is None and (self.name is None or not (self.place or self.section)):
            ja = "様式（procedure）がないときは、name と、place か section を書いてください。"
            raise wrong(ja, "Without a procedure, name and place or section are needed.")
        return self


class GuideDefinition(Definition):
    """A guide through a turn in life (くらしの手続き案内): `life/CODE.yaml`.

    Args:
        life_event: the turn in life, of `life_events.yaml`.
        keywords: words under which people look for it, in any language.
        questions: fields, as on a page of a form.
        steps: everything that may have to be done, in the order in which it is best done.
    """

    code: Code
    order: Annotated[int, Field(ge=0, le=1000)] = 0
    life_event: Code
    name: Words
    summary: Words
    keywords: tuple[Text, ...] = ()
    questions: Annotated[tuple[dict[str, Any], ...], Field(min_length=1, max_length=20)]
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=80)]

    @model_validator(mode="after")
    def _differ(self) -> Self:
        codes = [step.code for step in self.steps]
        if len(set(codes)) != len(codes):
            raise wrong("同じコードのやることが2つあります。", "Two steps share one code.")
        return self


def form_of_guide(guide: GuideDefinition) -> dict[str, Any]:
    """Return the questions as a form of one page; each step's condition is a hidden computation."""
    conditions = [
        {
            "kind": "computed",
            "code": STEP.format(code=step.code),
            "label": step.code,
            "compute": f"if({step.when or 'true'}, true, false)",
            "shown": False,
        }
        for step in guide.steps
    ]
    given = [
        {
            "kind": "computed",
            "code": GIVEN.format(code=step.code, field=field),
            "label": field,
            "compute": expression,
            "shown": False,
        }
        for step, field, expression in answers_in(guide)
    ]
    fields = [*guide.questions, *conditions, *given]
    return {"pages": [{"code": QUESTIONS, "title": TITLE, "fields": fields}]}


def answers_in(guide: GuideDefinition) -> list[tuple[Step, str, str]]:
    """Return what the steps say of their forms: step, field, expression (案内が決める回答)."""
    return [(step, field, text) for step in guide.steps for field, text in step.answers.items()]


def place_of(guide: GuideDefinition, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return where in the file a mistake of the made form stands."""
    place = path[3] if len(path) > 3 and isinstance(path[3], int) else 0  # noqa: PLR2004 - pages, 0, fields, place
    asked, steps = len(guide.questions), len(guide.steps)
    if place < asked:
        return ("questions", place, *path[4:])
    if place < asked + steps:
        return ("steps", place - asked, "when")
    step, field, _ = answers_in(guide)[place - asked - steps]
    return ("steps", guide.steps.index(step), "answers", field)


def unknown_codes(
    guide: GuideDefinition, procedures: Mapping[str, frozenset[str]], life_events: frozenset[str]
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield what a guide names that the town does not have."""
    if guide.life_event not in life_events:
        ja = f"ライフイベント「{guide.life_event}」は life_events.yaml にありません。"
        yield ("life_event",), ja, f"There is no life event “{guide.life_event}”."
    dates = {q.get("code") for q in guide.questions if q.get("kind") == "date"}
    for number, step in enumerate(guide.steps):
        if step.procedure is not None and step.procedure not in procedures:
            ja = f"手続き「{step.procedure}」は procedures にありません。"
            yield ("steps", number, "procedure"), ja, f"There is no procedure “{step.procedure}”."
        of_form = procedures.get(step.procedure or "")
        named: list[tuple[str, str | int, str]]
        named = [("answers", one, one) for one in step.answers]
        named += [("unasked", place, one) for place, one in enumerate(step.unasked)]
        named += [("apart", place, one) for place, one in enumerate(step.apart)]
        for key, place, field in named:
            if of_form is not None and field not in of_form:
                ja = f"「{field}」は、手続き「{step.procedure}」の項目ではありません。"
                en = f"“{field}” is no field of “{step.procedure}”."
                yield ("steps", number, key, place), ja, en
        if step.until is not None and step.until.since not in dates:
            ja = f"「{step.until.since}」は、年月日をたずねる質問ではありません。"
            yield ("steps", number, "until"), ja, f"“{step.until.since}” asks for no date."
