"""One question as a page shows it (入力欄). The questionnaires engine and Django's forms build it.

A composite kind is several boxes: ``date`` answers are posted as ``birth-era``, ``birth-year``,
``birth-month``, ``birth-day``. ``raw_parts`` reads them back as typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tsunagaru.ground.ui.kinds import (
    ERAS,
    INPUT_MODES,
    INPUT_TYPES,
    MOVES,
    PARTS,
    UNITS,
    FieldKind,
    PartView,
    look_up_name,
    part_name,
    raw_parts,
)
from tsunagaru.ground.ui.phrases import Text
from tsunagaru.ground.ui.pointing import Pointing

__all__ = [
    "ERAS",
    "PARTS",
    "Box",
    "FieldKind",
    "FieldView",
    "PartView",
    "look_up_name",
    "part_name",
    "raw_parts",
]


@dataclass(frozen=True)
class Box:
    """A part together with what was typed into it; what templates draw."""

    part: PartView
    name: str
    id: str
    value: str
    invalid: bool
    required: bool
    autocomplete: str


@dataclass(frozen=True)
class FieldView:
    """One question with what was typed and what is wrong with it (入力欄).

    Args:
        name: name under which the answer is posted; also the id of the box.
        kind: what the question looks like.
        label: the question.
        hint: a sentence that helps to answer, or empty.
        required: whether an answer is needed.
        value: raw, as typed. For a file: the name of the file already sent.
        values: raw codes ticked, for checkboxes.
        error: what is wrong, in one sentence, or empty.
        choices: (code, label) for radio, checkboxes and select.
        autocomplete: the HTML token. ``bday`` on a date and ``street-address`` or any token on an
            address or person asks the browser to fill the parts; empty switches it off.
        inputmode: keyboard on a phone; number and money set it themselves.
        max_length: longest answer in characters, 0 for no limit.
        parts: raw value by part, for the composite kinds.
        invalid_parts: parts to mark when ``error`` is set; empty marks them all.
        unit: written after the box, e.g. 人 or 円 (money has 円 by itself).
        accept: file types as the HTML attribute takes them.
        rows: height of a textarea.
        optional_parts: parts that may stay empty although the question is required.
        text: for a declaration, the sentence beside the tick.
        map: for a place, the map on which one points; None where there is none to draw.
    """

    name: str
    kind: FieldKind
    label: Text
    hint: Text = ""
    required: bool = False
    value: str = ""
    values: tuple[str, ...] = ()
    error: Text = ""
    choices: Sequence[tuple[str, Text]] = ()
    autocomplete: str = ""
    inputmode: str = ""
    max_length: int = 0
    parts: Mapping[str, str] = field(default_factory=dict)
    invalid_parts: tuple[str, ...] = ()
    unit: Text = ""
    accept: str = ""
    rows: int = 5
    optional_parts: tuple[str, ...] = ("building",)
    text: Text = ""
    map: Pointing | None = None

    @property
    def template(self) -> str:
        """Return the template that draws this kind."""
        kind = FieldKind(self.kind)
        simple = {FieldKind.KANA, FieldKind.NUMBER, FieldKind.MONEY, *INPUT_TYPES}
        return f"ui/fields/{FieldKind.TEXT if kind in simple else kind}.html"

    @property
    def is_group(self) -> bool:
        """Tell whether the question has several boxes and so needs a fieldset."""
        return self.kind in PARTS or self.kind in (FieldKind.RADIO, FieldKind.CHECKBOXES)

    @property
    def is_narrow(self) -> bool:
        """Tell whether the box holds a short number."""
        return self.kind in (FieldKind.NUMBER, FieldKind.MONEY)

    @property
    def anchor(self) -> str:
        """Return the id to which the error summary leads: the first box, or the first wrong one."""
        if self.kind in PARTS:
            return next((box.id for box in self.boxes if box.invalid), self.boxes[0].id)
        if self.kind in (FieldKind.RADIO, FieldKind.CHECKBOXES):
            return f"{self.name}-1"
        return self.name

    @property
    def described_by(self) -> str:
        """Return the ids of hint and error, as aria-describedby takes them."""
        hint = [f"{self.name}-hint"] if self.hint else []
        error = [f"{self.name}-error"] if self.error else []
        return " ".join(hint + error)

    @property
    def input_type(self) -> str:
        """Return the type of the HTML input. Numbers are text, so that nothing typed is lost."""
        return INPUT_TYPES.get(FieldKind(self.kind), "text")

    @property
    def keyboard(self) -> str:
        """Return the HTML inputmode."""
        return self.inputmode or INPUT_MODES.get(FieldKind(self.kind), "")

    @property
    def suffix(self) -> Text:
        """Return what is written after the box."""
        return self.unit or UNITS.get(FieldKind(self.kind), "")

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Return the boxes of a composite question with what was typed into them."""
        return tuple(self._box(part) for part in PARTS.get(FieldKind(self.kind), ()))

    @property
    def eras(self) -> tuple[tuple[str, str], ...]:
        """Return the eras a date may be given in, and the Western calendar."""
        return ERAS

    @property
    def look_up(self) -> str:
        """Return the name of an address's look-up button."""
        return look_up_name(self.name)

    @property
    def moves(self) -> tuple[tuple[str, str], ...]:
        """Return the buttons that move the map of a place."""
        return MOVES

    @property
    def box(self) -> dict[str, Box]:
        """Return the boxes of a composite question by their parts."""
        return {box.part.name: box for box in self.boxes}

    @property
    def plain_boxes(self) -> tuple[Box, ...]:
        """Return the boxes besides the date of birth."""
        return tuple(box for box in self.boxes if not box.part.name.startswith("birth_"))

    @property
    def date_boxes(self) -> tuple[Box, ...]:
        """Return the boxes of the date: all of a date, the date of birth of a person."""
        if self.kind == FieldKind.DATE:
            return self.boxes
        return tuple(box for box in self.boxes if box.part.name.startswith("birth_"))

    def _box(self, part: PartView) -> Box:
        name = part_name(self.name, part.name)
        return Box(
            part=part,
            name=name,
            id=name,
            value=self.parts.get(part.name, ""),
            invalid=bool(self.error) and self._is_wrong(part.name),
            required=self.required and part.name not in self.optional_parts,
            autocomplete=self._autocomplete_of(part),
        )

    def _is_wrong(self, part: str) -> bool:
        """Tell whether a part is wrong; all that are needed, unless it is known which."""
        return part in self.invalid_parts if self.invalid_parts else part not in self.optional_parts

    def _autocomplete_of(self, part: PartView) -> str:
        if not self.autocomplete:
            return ""
        birth = {"day": "bday-day", "month": "bday-month"}
        if self.kind == FieldKind.DATE:
            return birth.get(part.name, "") if self.autocomplete == "bday" else ""
        return part.autocomplete or birth.get(part.name.removeprefix("birth_"), "")
