"""What an application lacks before it may be granted (認める前の不足), as its procedure says."""

from collections.abc import Iterator
from uuid import UUID

from tsunagaru.engines.applications.definitions.shapes import FilesNeeded
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.charges import REFUSED
from tsunagaru.engines.applications.queries.parts import files_given, parts_wanted
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground import rows
from tsunagaru.ground.files import api as files

NO_PART = "「{part}」がまだ届いていません。"
WITHHELD = "添付「{name}」は隔離されていて、内容を確認できません。"
GONE = "添付「{name}」のファイルがありません。"
UNSCANNED = "添付「{name}」は、ウイルス検査が済んでいません。"


def lacking(application: UUID, outcome: str) -> list[str]:
    """Return what is lacking for an outcome, a sentence each (不足). A refusal lacks nothing."""
    row = rows.first(Application, pk=application)
    if row is None or outcome == REFUSED:
        return []
    form = form_of(row.version_id)
    return [*_parts(form, row), *_files(form, row)]


def _parts(form: Form, row: Application) -> Iterator[str]:
    required = [one for one in form.definition.parts if one.required]
    if not required:
        return
    wanted = parts_wanted(form, row)
    given = row.contributions.filter(state=PartState.GIVEN).values_list("part", flat=True)
    here = set(given)
    for part in required:
        if part.code in wanted and part.code not in here:
            yield NO_PART.format(part=part.name.ja)


def _files(form: Form, row: Application) -> Iterator[str]:
    needed = form.definition.granted_files
    if needed is FilesNeeded.ANY:
        return
    for owner, attached in _attached(form, row):
        known = {one.id: one for one in files.standing_of(owner)} if attached else {}
        for key, name in attached.items():
            file = known.get(key)
            if file is None:
                yield GONE.format(name=name)
            elif file.withheld:
                yield WITHHELD.format(name=name)
            elif needed is FilesNeeded.SCANNED and not file.is_clean:
                yield UNSCANNED.format(name=name)


def _attached(form: Form, row: Application) -> Iterator[tuple[UUID, dict[UUID, str]]]:
    """Yield who owns files of an application, with the files named in the answers (添付)."""
    found = questionnaires.files_of(form.questionnaire, row.answers).values()
    yield row.pk, {UUID(one["id"]): one["name"] for items in found for one in items}
    given = row.contributions.filter(state=PartState.GIVEN) if form.definition.parts else ()
    for part in given:
        items = (one for sent in files_given(part).values() for one in sent)
        yield part.pk, {UUID(str(one["id"])): str(one["name"]) for one in items}
