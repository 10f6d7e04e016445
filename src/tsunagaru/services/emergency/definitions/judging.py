"""Readers of ``emergency/triggers.yaml`` and ``emergency/texts.yaml`` (発動の規則と文例)."""

import re
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.kernel.folder import Definition, wrong
from tsunagaru.services.emergency.rules.kinds import Kind
from tsunagaru.services.emergency.rules.telegram import AreaType
from tsunagaru.services.emergency.rules.triggers import LIFTED, Action, AreaSet, Rules, Trigger

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
AreaCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{2,20}$")]
Word = Annotated[str, StringConstraints(min_length=1, max_length=100)]
PLACEHOLDERS = frozenset({"{headline}", "{time}"})
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_NAMED_LEVEL = re.compile(r"レベル([１-５1-5])")


class AreasShape(Definition):
    """Areas of one list of codes (地域の組).

    Args:
        own: false for a wider area such as the prefecture, of which much is said that is no
            concern of the town.
    """

    name: Code
    type: AreaType
    codes: Annotated[tuple[AreaCode, ...], Field(min_length=1)]
    own: bool = True


class TriggerShape(Definition):
    """One rule (規則), as `Trigger` describes it. ``ignore`` is written out, never left out."""

    code: Code
    kind: Kind
    names: Annotated[tuple[Word, ...], Field(min_length=1)]
    areas: Annotated[tuple[Code, ...], Field(min_length=1)]
    action: Action
    level: Annotated[int, Field(ge=0, le=5)]
    conditions: tuple[Word, ...] = ()
    mentions: tuple[Word, ...] = ()
    text: Code | None = None

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.action is Action.CANCEL or self.kind in {Kind.ROUTINE, Kind.UNKNOWN}:
            ja = "この種類・扱いは、町の規則では選べません（取消と知らない種類は決まっています）。"
            raise wrong(ja, "Cancellations and unknown kinds are not for the town to decide.")
        if (self.action is Action.DRAFT) != (self.text is not None):
            ja = "draft には text（文例）が要ります。ほかの扱いには書きません。"
            raise wrong(ja, "A draft needs a text, and nothing else has one.")
        return self

    @model_validator(mode="after")
    def _levels_agree(self) -> Self:
        for name in self.names:
            found = _NAMED_LEVEL.match(name) if self.action is Action.DRAFT else None
            if found and int(found[1]) != self.level and self.level != LIFTED:
                ja = f"「{name}」の level は {int(found[1])} です（解除は 0）。"
                raise wrong(ja, f"The level of “{name}” is {int(found[1])} (0 for an all-clear).")
        return self


class TriggersFile(Definition):
    """The town's rules on telegrams (発動の規則).

    Args:
        section: whose work drafts and held telegrams are.
    """

    section: Word
    areas: Annotated[tuple[AreasShape, ...], Field(min_length=1)]
    triggers: Annotated[tuple[TriggerShape, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once_and_known(self) -> Self:
        names, codes = [a.name for a in self.areas], [t.code for t in self.triggers]
        for listed, what in ((names, "地域の組"), (codes, "規則")):
            if twice := next((one for one in listed if listed.count(one) > 1), ""):
                raise wrong(f"{what}「{twice}」が2つあります。", f"“{twice}” stands twice.")
        for trigger in self.triggers:
            if missing := set(trigger.areas) - set(names):
                name = min(missing)
                ja = f"規則「{trigger.code}」の地域の組「{name}」がありません。"
                raise wrong(ja, f"There are no areas “{name}”.")
        return self

    def rules(self) -> Rules:
        """Return the rules, ready to judge by."""
        areas = {a.name: AreaSet(a.name, a.type, frozenset(a.codes), a.own) for a in self.areas}
        triggers = tuple(_rule(shape, areas) for shape in self.triggers)
        return Rules(tuple(areas.values()), triggers)


def _rule(shape: TriggerShape, areas: dict[str, AreaSet]) -> Trigger:
    return Trigger(
        code=shape.code,
        kind=shape.kind,
        names=frozenset(shape.names),
        areas=tuple(areas[name] for name in shape.areas),
        action=shape.action,
        level=shape.level,
        conditions=frozenset(shape.conditions),
        mentions=shape.mentions,
        text=shape.text or "",
    )


class Words(Definition):
    """One text in three languages (三つの言語). ``{headline}`` stands in Japanese only."""

    ja: Annotated[str, Field(min_length=1, max_length=2000)]
    easy: Annotated[str, Field(min_length=1, max_length=2000)]
    en: Annotated[str, Field(min_length=1, max_length=2000)]

    @model_validator(mode="after")
    def _knows_what_to_fill_in(self) -> Self:
        for text, known in ((self.ja, PLACEHOLDERS), (self.easy + self.en, {"{time}"})):
            if unknown := set(_PLACEHOLDER.findall(text)) - known:
                name = min(unknown)
                ja = f"{name} は使えません。{{time}} と、日本語だけに {{headline}} が使えます。"
                raise wrong(ja, f"Nothing fills in {name} here.")
        return self


class TextShape(Definition):
    """A prefilled text of an alert (文例)."""

    code: Code
    level: Annotated[int, Field(ge=0, le=5)]
    title: Words
    body: Words


class TextsFile(Definition):
    """All prefilled texts of a town (文例)."""

    texts: Annotated[tuple[TextShape, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        codes = [one.code for one in self.texts]
        if twice := next((one for one in codes if codes.count(one) > 1), ""):
            raise wrong(f"文例「{twice}」が2つあります。", f"The text “{twice}” stands twice.")
        return self

    def text(self, code: str) -> TextShape | None:
        """Return a text by its code."""
        return next((one for one in self.texts if one.code == code), None)
