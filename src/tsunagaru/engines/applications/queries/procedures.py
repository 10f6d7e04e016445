"""Reads of procedures (手続定義の参照). A version never changes, so it is parsed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tsunagaru.engines.applications.definitions import ProcedureDefinition, Words
from tsunagaru.engines.applications.definitions.checking import check_form
from tsunagaru.engines.applications.models import LifeEvent, Procedure, ProcedureVersion
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.phrases import Trilingual

PARSED = 2000
UNPUBLISHED = UUID(int=0)


class CannotFind(Exception):
    """There is no such procedure, page or application (見つかりません)."""


@dataclass(frozen=True)
class Form:
    """A version of a procedure, ready to be filled in (様式)."""

    version: UUID
    definition: ProcedureDefinition
    questionnaire: questionnaires.Questionnaire
    check: questionnaires.Questionnaire | None
    parts: Mapping[str, questionnaires.Questionnaire] = field(default_factory=dict)


@dataclass(frozen=True)
class LifeEventView:
    """One turn in life with its name (ライフイベント).

    Args:
        first: codes of the procedures to name first.
    """

    code: str
    name: Trilingual
    first: tuple[str, ...] = ()

    def procedures(self, known: Sequence[ProcedureDefinition]) -> list[ProcedureDefinition]:
        """Return those of the known procedures that belong to it, in its order (場面の手続き)."""
        mine = [one for one in known if self.code in one.life_events]
        place = {code: number for number, code in enumerate(self.first)}
        return sorted(mine, key=lambda one: place.get(one.code, len(place)))


_forms: dict[UUID, Form] = {}


def form_of(version: ProcedureVersion | UUID) -> Form:
    """Return a version ready to be filled in; its id will do, the text is read at most once."""
    key = version if isinstance(version, UUID) else version.pk
    if known := _forms.get(key):
        return known
    row = ProcedureVersion.objects.get(pk=key) if isinstance(version, UUID) else version
    return _parse(row)


def _parse(version: ProcedureVersion) -> Form:
    form = form_from(ProcedureDefinition.model_validate_json(version.definition), version.pk)
    if len(_forms) >= PARSED:
        _forms.clear()
    _forms[version.pk] = form
    return form


def form_from(definition: ProcedureDefinition, version: UUID = UNPUBLISHED) -> Form:
    """Return a definition as a form (様式), also one that nobody has published yet."""
    check = check_form(definition)
    return Form(
        version=version,
        definition=definition,
        questionnaire=questionnaires.read_questionnaire({"pages": list(definition.pages)}),
        check=questionnaires.read_questionnaire(check) if check else None,
        parts={
            part.code: questionnaires.read_questionnaire({"pages": list(definition.pages_of(part))})
            for part in definition.parts
        },
    )


def current_version(code: str) -> UUID:
    """Return the id of the version in force of a procedure.

    Raises:
        CannotFind: there is no such procedure, or it was abolished.
    """
    rows = Procedure.objects.filter(code=code, withdrawn_at=None)
    found = rows.values_list("current", flat=True).first()
    if found is None:
        raise CannotFind(code)
    return found


def procedure(code: str) -> ProcedureDefinition:
    """Return the definition in force of a procedure (手続きの定義).

    Raises:
        CannotFind: there is no such procedure, or it was abolished.
    """
    return form_of(current_version(code)).definition


def form_schema(code: str) -> dict[str, Any]:
    """Return what a procedure asks as JSON Schema (様式の定義).

    Raises:
        CannotFind: there is no such procedure, or it was abolished.
    """
    return questionnaires.schema_of(form_of(current_version(code)).questionnaire)


def procedures() -> Sequence[ProcedureDefinition]:
    """Return all procedures of the town in force, by code (手続きの一覧)."""
    rows = Procedure.objects.filter(withdrawn_at=None).order_by("code")
    return [form_of(row.current_id).definition for row in rows]


def life_events() -> Sequence[LifeEventView]:
    """Return the turns in life in the town's order (ライフイベントの一覧)."""
    return [
        LifeEventView(row.code, Words.model_validate(row.name).text, tuple(row.first))
        for row in LifeEvent.objects.all()
    ]
