"""The shape of `procedures/*.yaml` and `life_events.yaml` (手続定義の項目)."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.engines.applications.definitions.cosigners import (
    CosignerShape,
    FieldCode,
    Text,
    Words,
)
from tsunagaru.engines.applications.rules import Identity, is_open_on
from tsunagaru.kernel.events import AgeBand, Channel
from tsunagaru.kernel.folder import Definition, wrong

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
GRANTED = "granted"


class Law(Definition):
    """What a procedure rests on (根拠法令)."""

    name: Text
    article: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.article}".strip()


class Reduction(Definition):
    """Why somebody pays less (減免).

    Args:
        name: what it is called.
        when: condition over the answers.
        off: expression for what is taken off, in yen.
    """

    name: Words
    when: Text
    off: Text


class Fee(Definition):
    """What it costs (手数料). ``yen`` is 0 when free, absent when it depends on the answers.

    Args:
        rule: expression over the answers, in yen; the amount is worked out, not typed.
        reductions: taken off one after the other, never below zero.
    """

    yen: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    text: Words
    rule: Text | None = None
    reductions: tuple[Reduction, ...] = ()

    @model_validator(mode="after")
    def _is_one_amount(self) -> Self:
        if self.rule is not None and self.yen is not None:
            raise wrong("yen と rule は、どちらか1つだけ書いてください。", "Write yen or rule.")
        if self.reductions and self.rule is None and self.yen is None:
            raise wrong("減免には、もとの金額（yen か rule）が必要です。", "There is no amount.")
        return self


class Seal(Definition):
    """Whether a seal is needed (押印), on what legal basis, and since when it is decided so."""

    required: bool
    basis: Text
    decided_on: date | None = None


class Verdict(Definition):
    """What answers of the eligibility check mean (対象確認の結果).

    Args:
        when: expression over the answers.
        stops: whether the person cannot apply; otherwise it is advice.
    """

    when: Text
    stops: bool = True
    text: Words


class Eligibility(Definition):
    """Questions that tell whether a procedure is the right one (対象の確認)."""

    fields: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]
    verdicts: tuple[Verdict, ...] = ()
    fits: Words


class Attachment(Definition):
    """A document to have at hand (必要書類)."""

    name: Words
    required: bool = True


AnswerCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$", max_length=121)
]


class NoticeLine(Definition):
    """A line of a notice that repeats an answer (通知書の記載事項).

    Args:
        field: a question, or ``group.question`` for one line an entry.
        label: what stands before it; ``{number}`` is the entry's. The question itself when empty.
    """

    field: AnswerCode
    label: Words | None = None


class Notice(Definition):
    """The notice or certificate that goes with a decision (通知書・証明書)."""

    title: Words
    body: Words
    lines: tuple[NoticeLine, ...] = ()


class PartShape(Definition):
    """What somebody else fills in for an application (第三者の記入), such as an employer.

    Args:
        who: who fills it in, as the applicant reads it.
        when: condition over the answers; empty means always.
        shares: the applicant's answers that the third party sees; nothing else.
        days: how long the code is good.
        pages: the questionnaire.
    """

    code: FieldCode
    name: Words
    who: Words
    when: str = ""
    shares: tuple[FieldCode, ...] = ()
    days: Annotated[int, Field(ge=1, le=180)] = 30
    pages: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]


class Outcome(Definition):
    """One way a matter can be decided (決定の種類).

    Args:
        code: ``granted`` alone needs no statement of reasons.
        reasons: sentences a clerk may start a statement of reasons from.
    """

    code: FieldCode
    label: Words
    ok: bool = True
    notice: Notice
    reasons: tuple[Text, ...] = ()


class Demo(Definition):
    """How a simulated town uses a procedure (模擬運用), and examples of complete answers.

    Args:
        weight: how often it is used, relative to other procedures.
        ages: age bands of those who apply; empty means all grown-ups.
        examples: complete answers by field; a date may be ``-30d`` or ``+10d`` from the day.
    """

    weight: Annotated[int, Field(ge=0, le=1000)] = 1
    ages: tuple[AgeBand, ...] = ()
    examples: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]


class ProcedureDefinition(Definition):
    """One procedure of the town, complete (手続定義): `procedures/CODE.yaml`.

    Args:
        keywords: words and spellings under which people look for it, in any language.
        field: policy field for indicators: child, life, tax, disaster, marriage, business, agri …
        minutes: how long filling in takes.
        identity: the least that makes sure who applies online; papers do at the counter.
        identity_offered: a stronger means that may be used, such as ``card_signature``.
        name_field: code of the field with the applicant's name, for the notice.
        email_field: code of the field with the e-mail address for notices.
        summary_field: code of the field that tells one application from another at a glance.
        pages: the questionnaire.
        parts: what others fill in for the application.
        cosigners: who else signs before it is handed in.
        appeal: paragraphs of the appeal notice (教示); none where the decision is no 処分.
        demo: how a simulated town uses it.
    """

    code: Code
    name: Words
    summary: Words
    keywords: tuple[Text, ...] = ()
    life_events: tuple[Code, ...] = ()
    laws: Annotated[tuple[Law, ...], Field(min_length=1)]
    section: Code
    field: Code
    standard_days: Annotated[int, Field(ge=0, le=400)]
    minutes: Annotated[int, Field(ge=1, le=240)]
    fee: Fee
    seal: Seal
    identity: Identity
    identity_offered: Identity | None = None
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    opened_on: date | None = None
    closed_on: date | None = None
    who: Words
    eligibility: Eligibility | None = None
    attachments: tuple[Attachment, ...] = ()
    name_field: FieldCode | None = None
    email_field: FieldCode | None = None
    summary_field: FieldCode | None = None
    pages: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]
    parts: tuple[PartShape, ...] = ()
    cosigners: tuple[CosignerShape, ...] = ()
    after: Words
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    appeal: tuple[Words, ...] = ()
    demo: Demo | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        codes = [outcome.code for outcome in self.outcomes]
        if len(set(codes)) != len(codes):
            raise wrong("同じコードの決定が2つあります。", "Two outcomes share one code.")
        if self.opened_on and self.closed_on and self.closed_on < self.opened_on:
            raise wrong("受付の終わりが始まりより前です。", "It closes before it opens.")
        for outcome in self.outcomes:
            if outcome.code != GRANTED and not outcome.reasons:
                ja = f"「{outcome.label.ja}」に理由の例文（reasons）を書いてください。"
                raise wrong(ja, "An outcome other than granted needs model reasons.")
        return self

    @property
    def online(self) -> bool:
        """Tell whether it can be done online (オンライン対応)."""
        return Channel.ONLINE in self.channels

    @property
    def must_be_signed(self) -> bool:
        """Tell whether it is taken online only when signed with the card (電子署名が必要)."""
        return self.identity is Identity.CARD_SIGNATURE

    @property
    def may_be_signed(self) -> bool:
        """Tell whether it can be signed with the card (電子署名ができる)."""
        return Identity.CARD_SIGNATURE in {self.identity, self.identity_offered}

    @property
    def needs_card(self) -> bool:
        """Tell whether one must have signed in with the card (カードでのサインインが必要)."""
        return self.identity in {Identity.CARD, Identity.CARD_SIGNATURE}

    def takes(self, channel: Channel, day: date) -> bool:
        """Tell whether it takes applications by a way on a day."""
        return channel in self.channels and is_open_on(self.opened_on, self.closed_on, day)

    def part(self, code: str) -> PartShape | None:
        """Return what a third party fills in, by code."""
        return next((part for part in self.parts if part.code == code), None)

    def cosigner(self, code: str) -> CosignerShape | None:
        """Return one of those who sign as well, by code."""
        return next((one for one in self.cosigners if one.code == code), None)

    def outcome(self, code: str) -> Outcome | None:
        """Return one of its outcomes by code."""
        return next((outcome for outcome in self.outcomes if outcome.code == code), None)


class LifeEventShape(Definition):
    """One turn in life (ライフイベント)."""

    code: Code
    name: Words


class LifeEvents(Definition):
    """`life_events.yaml`."""

    life_events: Annotated[tuple[LifeEventShape, ...], Field(min_length=1)]
