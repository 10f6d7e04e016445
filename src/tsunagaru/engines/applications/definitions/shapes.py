"""The shape of `procedures/*.yaml` and `life_events.yaml` (手続定義の項目)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from tsunagaru.engines.applications.definitions.cosigners import CosignerShape
from tsunagaru.engines.applications.definitions.fees import Fee, Payment
from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.definitions.visits import Visit
from tsunagaru.engines.applications.definitions.words import (
    AnswerCode,
    Code,
    FieldCode,
    Text,
    Words,
)
from tsunagaru.engines.applications.rules import Identity, is_open_on
from tsunagaru.kernel.events import REMOTE, AgeBand, Channel
from tsunagaru.kernel.folder import Definition, wrong

GRANTED = "granted"


class Law(Definition):
    """What a procedure rests on (根拠法令)."""

    name: Text
    article: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.article}".strip()


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
    """A document to have at hand (必要書類).

    Args:
        with_seal: whether it goes with the seal, as its certificate does: no seal, no document.
    """

    name: Words
    required: bool = True
    with_seal: bool = False


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


class FilesNeeded(StrEnum):
    """How files must stand before an application is granted (決定の前の添付ファイル)."""

    ANY = "any"
    USABLE = "usable"
    SCANNED = "scanned"


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
        granted_files: how the files must stand before it is granted, those of parts as well.
        cosigners: who else signs before it is handed in.
        appeal: paragraphs of the appeal notice (教示), which goes with every refusal
            (行政不服審査法第82条第1項).
        no_appeal: why a refusal carries none: the decision is no 処分, or is told by another body.
        holders: what people are called to whom it was granted (such as 犬を登録した人): by it
            the town may write to them about this matter; without it, nobody is chosen by it.
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
    payment: Payment | None = None
    visit: Visit | None = None
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
    granted_files: FilesNeeded = FilesNeeded.USABLE
    cosigners: tuple[CosignerShape, ...] = ()
    after: Words
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    appeal: tuple[Words, ...] = ()
    no_appeal: Text | None = None
    holders: Text | None = None
    demo: Demo | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        codes = [outcome.code for outcome in self.outcomes]
        if len(set(codes)) != len(codes):
            raise wrong("同じコードの決定が2つあります。", "Two outcomes share one code.")
        if self.opened_on and self.closed_on and self.closed_on < self.opened_on:
            raise wrong("受付の終わりが始まりより前です。", "It closes before it opens.")
        if REMOTE.intersection(self.channels) - {Channel.ONLINE}:
            ja = "api と portal は online に含まれます。channels には online と書いてください。"
            raise wrong(ja, "api and portal go with online: write online.")
        if self.payment and self.fee.yen == 0:
            raise wrong("無料の手続きに payment は書けません。", "A free one is not paid.")
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
    def documents(self) -> tuple[Attachment, ...]:
        """Return what to have at hand; what goes with the seal only while it is asked for."""
        return tuple(one for one in self.attachments if self.seal.required or not one.with_seal)

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

    @property
    def asks_who(self) -> bool:
        """Tell whether online somebody must sign in themselves (本人のサインインが必要)."""
        return self.needs_card or self.identity is Identity.ACCOUNT

    def takes(self, channel: Channel, day: date) -> bool:
        """Tell whether it takes applications by a way on a day."""
        way = Channel.ONLINE if channel in REMOTE else channel
        return way in self.channels and is_open_on(self.opened_on, self.closed_on, day)

    def part(self, code: str) -> PartShape | None:
        """Return what a third party fills in, by code."""
        return next((part for part in self.parts if part.code == code), None)

    def pages_of(self, part: PartShape) -> tuple[dict[str, Any], ...]:
        """Return the pages of a part: its own, or those of the part it is like."""
        other = self.part(part.like) if part.like else None
        return part.pages or (other.pages if other else ())

    def cosigner(self, code: str) -> CosignerShape | None:
        """Return one of those who sign as well, by code."""
        return next((one for one in self.cosigners if one.code == code), None)

    def outcome(self, code: str) -> Outcome | None:
        """Return one of its outcomes by code."""
        return next((outcome for outcome in self.outcomes if outcome.code == code), None)


class LifeEventShape(Definition):
    """One turn in life (ライフイベント).

    Args:
        first: codes of the procedures to name first, most asked for at the front.
    """

    code: Code
    name: Words
    first: tuple[Code, ...] = ()


class LifeEvents(Definition):
    """`life_events.yaml`."""

    life_events: Annotated[tuple[LifeEventShape, ...], Field(min_length=1)]
