"""One question as the page parts draw it (入力欄)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from tsunagaru.engines.questionnaires.definitions import (
    AddressField,
    ChoiceField,
    DateField,
    DeclarationField,
    EmailField,
    FileField,
    KanaField,
    MoneyField,
    MultiField,
    NumberField,
    PersonField,
    PhoneField,
    PlaceField,
    Plain,
    TextareaField,
    TextField,
)
from tsunagaru.engines.questionnaires.queries.answers import COMPOSITE, Written
from tsunagaru.engines.questionnaires.queries.maps import details_of_place
from tsunagaru.engines.questionnaires.rules import files as file_rules
from tsunagaru.engines.questionnaires.rules.persons import BIRTH, BIRTH_PREFIX
from tsunagaru.ground.ui.fields import Box, FieldKind, FieldView, part_name
from tsunagaru.kernel.sizes import format_size

RADIO_MOST = 7
KINDS: Mapping[type, FieldKind] = {
    TextField: FieldKind.TEXT,
    TextareaField: FieldKind.TEXTAREA,
    KanaField: FieldKind.KANA,
    NumberField: FieldKind.NUMBER,
    MoneyField: FieldKind.MONEY,
    DateField: FieldKind.DATE,
    MultiField: FieldKind.CHECKBOXES,
    AddressField: FieldKind.ADDRESS,
    PersonField: FieldKind.PERSON,
    PlaceField: FieldKind.PLACE,
    PhoneField: FieldKind.PHONE,
    EmailField: FieldKind.EMAIL,
    FileField: FieldKind.FILE,
    DeclarationField: FieldKind.DECLARATION,
}
OWN_TOKENS: Mapping[type, str] = {
    PhoneField: "tel",
    EmailField: "email",
    AddressField: "street-address",
    PersonField: "name",
    DateField: "bday",
}
OPTIONAL_OF_ADDRESS = ("postal_code", "building")


@dataclass(frozen=True)
class SentFile:
    """A file that was sent already (送信済みのファイル)."""

    id: str
    name: str
    size: str


@dataclass(frozen=True)
class AskedField(FieldView):
    """A question of a form (入力欄), with what forms have besides other pages' questions.

    Args:
        unasked: boxes of a person that are not asked.
        sent: files sent already, each of which may be removed.
        max_count: most files.
        keeps: whether the page names the files sent already; entries of a group do.
    """

    unasked: tuple[str, ...] = ()
    sent: tuple[SentFile, ...] = ()
    max_count: int = 1
    keeps: bool = False

    @property
    def template(self) -> str:
        """Return the template that draws this kind."""
        if self.kind == FieldKind.FILE:
            return "questionnaires/fields/files.html"
        if self.kind == FieldKind.PERSON and not self.date_boxes:
            return "questionnaires/fields/name.html"
        return super().template

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Return the boxes that are asked."""
        return tuple(box for box in super().boxes if box.part.name not in self.unasked)

    @property
    def can_add(self) -> bool:
        """Tell whether another file may be added."""
        return len(self.sent) < self.max_count

    def with_error(self, message: str, parts: Sequence[str]) -> Self:
        """Return the question with what is wrong with its answer."""
        parts = parts or (("area",) if self.kind == FieldKind.PLACE else ())
        return replace(self, error=message, invalid_parts=tuple(parts))


def box_of(
    question: Plain,
    written: Written,
    language: str,
    *,
    answer: Any,  # noqa: ANN401 - any JSON value
    required: bool,
) -> AskedField:
    """Return a question as it is drawn (入力欄).

    Args:
        question: what is asked.
        written: what stands in its boxes.
        language: of the reader.
        answer: the typed answer; needed for files.
        required: whether an answer is needed now.
    """
    values = tuple(written.get(question.code, ()))
    parts = COMPOSITE.get(type(question), ())
    typed = {part: (written.get(part_name(question.code, part)) or [""])[-1] for part in parts}
    return AskedField(
        name=question.code,
        kind=_kind(question),
        label=question.label.in_language(language),
        hint=question.hint.in_language(language) if question.hint else "",
        required=required,
        value=values[-1] if values else "",
        values=values,
        parts=typed,
        autocomplete=_autocomplete(question),
        **_details(question, language, answer, typed),
    )


def _kind(question: Plain) -> FieldKind:
    if isinstance(question, ChoiceField):
        show = question.show or ("radio" if len(question.choices) <= RADIO_MOST else "select")
        return FieldKind(show)
    return KINDS[type(question)]


def _autocomplete(question: Plain) -> str:
    if isinstance(question, TextField) and question.autocomplete:
        return question.autocomplete
    if isinstance(question, DateField):
        return "bday" if question.birthday or question.prefill == "birth_on" else ""
    return OWN_TOKENS.get(type(question), "") if question.prefill else ""


def _details(
    question: Plain,
    language: str,
    answer: Any,  # noqa: ANN401 - any JSON value
    typed: Mapping[str, str],
) -> dict[str, Any]:
    """Return what only some kinds have."""
    details = _DETAILS.get(type(question))
    if isinstance(question, PlaceField):
        return details_of_place(typed, language)
    if isinstance(question, FileField):
        return _details_of_file(question, answer)
    return details(question, language) if details else {}


def _details_of_choices(question: ChoiceField | MultiField, language: str) -> dict[str, Any]:
    labels = ((choice.code, choice.label.in_language(language)) for choice in question.choices)
    return {"choices": tuple(labels)}


def _details_of_number(question: NumberField, language: str) -> dict[str, Any]:
    unit = question.unit.in_language(language) if question.unit else ""
    return {"unit": unit, "inputmode": "decimal" if question.decimals else "numeric"}


def _details_of_file(question: FileField, answer: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    kept = file_rules.kept_files(answer)
    sent = tuple(SentFile(one["id"], one["name"], format_size(one["size"])) for one in kept)
    accept = ",".join(file_rules.extensions(question.types))
    return {"sent": sent, "accept": accept, "max_count": question.max_count}


def _details_of_person(question: PersonField, _: str) -> dict[str, Any]:
    names = COMPOSITE[PersonField]
    return {
        "unasked": tuple(box for box in names if not _belongs(box, question.asked)),
        "optional_parts": tuple(box for box in names if _belongs(box, question.optional)),
    }


def _belongs(box: str, parts: Collection[str]) -> bool:
    """Tell whether a box of a person is for one of the parts."""
    return box in parts or (box.startswith(BIRTH_PREFIX) and BIRTH in parts)


def _details_of_text(asked: TextField, _: str) -> dict[str, Any]:
    """Digits may be pasted with hyphens, so that the box does not cut them off."""
    if asked.digits:
        return {"inputmode": "numeric"}
    return {"max_length": asked.max_length}


_DETAILS: Mapping[type, Callable[[Any, str], dict[str, Any]]] = {
    ChoiceField: _details_of_choices,
    MultiField: _details_of_choices,
    TextField: _details_of_text,
    KanaField: lambda asked, _: {"max_length": asked.max_length},
    TextareaField: lambda asked, _: {"max_length": asked.max_length, "rows": asked.rows},
    NumberField: _details_of_number,
    AddressField: lambda _, __: {"optional_parts": OPTIONAL_OF_ADDRESS},
    PersonField: _details_of_person,
    DeclarationField: lambda asked, language: {"text": asked.text.in_language(language)},
}
