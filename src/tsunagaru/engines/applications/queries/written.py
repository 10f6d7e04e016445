"""Definitions as they are written (定義の文章): read, checked, and found again by version."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.definitions.checking import check_procedure
from tsunagaru.engines.applications.models import LifeEvent, Procedure, ProcedureVersion
from tsunagaru.engines.applications.queries.procedures import CannotFind
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.folder import Document, Problem
from tsunagaru.kernel.folder.model import fit
from tsunagaru.kernel.folder.reader import read_yaml
from tsunagaru.kernel.folder.writer import write_yaml

MOST_CHARACTERS = 300_000
"""Longest text of a definition that is taken in the browser; the town's longest has a tenth."""
WRITTEN = 64


@dataclass(frozen=True)
class ReadDefinition:
    """What a text says (読み取った定義): a definition, or what is wrong with it."""

    text: str
    definition: ProcedureDefinition | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class VersionView:
    """A published version (公開した版) as it was written."""

    id: UUID
    code: str
    hash: str
    text: str
    published_at: datetime
    in_force: bool


def read_definition(code: str, text: str) -> ReadDefinition:
    """Read a definition as loading the town folder would (定義を検査する).

    Args:
        code: the procedure it must be.
        text: YAML, as in the town folder.
    """
    file = f"procedures/{code}.yaml"
    if len(text) > MOST_CHARACTERS:
        ja = f"文章が長すぎます（{MOST_CHARACTERS:,}文字まで）。"
        return ReadDefinition(text, None, (Problem(file, 0, (), ja, "The text is too long."),))
    document = read_yaml(file, text.encode(errors="surrogatepass"))
    definition = fit(document, ProcedureDefinition)
    if definition is not None:
        known = dict.fromkeys(LifeEvent.objects.values_list("code", flat=True))
        check_procedure(document, definition, known)
        _check_section(document, definition)
    problems = tuple(sorted(document.problems, key=lambda one: one.line))
    return ReadDefinition(text, None if problems else definition, problems)


def _check_section(document: Document, definition: ProcedureDefinition) -> None:
    if definition.section not in {one.code for one in people.sections()}:
        ja = f"課「{definition.section}」はありません。"
        document.refuse(("section",), ja, f"There is no section “{definition.section}”.")


def version_in_force(code: str) -> VersionView:
    """Return the version in force as it was written (公開中の版).

    Raises:
        CannotFind: there is no such procedure, or it was abolished.
    """
    found = Procedure.objects.select_related("current").filter(code=code, withdrawn_at=None).first()
    if found is None:
        raise CannotFind(code)
    return _view(found.current, found.current_id)


def versions(code: str) -> list[VersionView]:
    """Return all versions of a procedure, newest first (版の一覧)."""
    current = Procedure.objects.filter(code=code, withdrawn_at=None).values_list("current").first()
    rows = ProcedureVersion.objects.filter(code=code).order_by("-published_at", "pk")
    return [_view(row, current[0] if current else None) for row in rows]


def _view(row: ProcedureVersion, current: UUID | None) -> VersionView:
    text = row.source or _plain(row.definition)
    return VersionView(row.pk, row.code, row.hash, text, row.published_at, row.pk == current)


@lru_cache(maxsize=WRITTEN)
def _plain(published: str) -> str:
    """Write what was published without a file; the same reads the same, so it is written once."""
    definition = ProcedureDefinition.model_validate_json(published)
    return write_yaml(definition.model_dump(mode="json", exclude_defaults=True))


def published_at() -> dict[str, datetime]:
    """Return when the version in force of every procedure was first published (公開日時)."""
    rows = Procedure.objects.filter(withdrawn_at=None)
    return dict(rows.values_list("code", "current__published_at"))
