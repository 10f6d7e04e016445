"""Applications as rows of a table (表としての申請), each version with columns of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tsunagaru.engines.applications.models import Application, ProcedureVersion
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import format_number
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.engines.questionnaires.api import Cell


@dataclass(frozen=True)
class VersionColumns:
    """The answers of one version of a form as columns (版の列).

    Args:
        mark: which version, as people may write it down: ``dog-registration@1a2b3c4d``.
        columns: code and label of each question.
    """

    version: UUID
    mark: str
    name: str
    columns: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ApplicationRow:
    """One application in a table (申請の行); ``cells`` follow the columns of its version."""

    version: UUID
    number: str
    cells: Sequence[Cell]


def version_columns(applications: Sequence[UUID], *, personal: bool) -> list[VersionColumns]:
    """Return the columns of every version under which some applications came (版ごとの列)."""
    rows = Application.objects.filter(pk__in=applications)
    versions = ProcedureVersion.objects.filter(pk__in=rows.values("version"))
    found = []
    for key, code, digest in versions.order_by("code", "published_at").values_list(
        "pk", "code", "hash"
    ):
        form = form_of(key)
        columns = questionnaires.table_columns(form.questionnaire, personal=personal)
        found.append(VersionColumns(key, f"{code}@{digest[:8]}", form.definition.name.ja, columns))
    return found


def application_rows(
    applications: Sequence[UUID], columns: Sequence[VersionColumns]
) -> dict[UUID, ApplicationRow]:
    """Return some applications by their ids, with the answers of the columns asked for."""
    asked = {one.version: [code for code, _ in one.columns] for one in columns}
    found = {}
    rows = Application.objects.filter(pk__in=applications)
    for row in rows if asked else rows.defer("answers"):
        codes = asked.get(row.version_id, [])
        form = form_of(row.version_id).questionnaire
        cells = questionnaires.table_cells(form, row.answers, codes) if codes else []
        found[row.pk] = ApplicationRow(row.version_id, format_number(row.number), cells)
    return found
