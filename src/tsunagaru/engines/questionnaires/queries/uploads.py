"""What may be uploaded on a page (添付できるファイル): files keeps them by these limits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import FileField, GroupField, Questionnaire
from tsunagaru.engines.questionnaires.definitions.groups import entry_code
from tsunagaru.engines.questionnaires.queries.entries import HIGHEST_KEY
from tsunagaru.engines.questionnaires.queries.filling import page_of
from tsunagaru.engines.questionnaires.queries.standing import Standing, entries_in
from tsunagaru.engines.questionnaires.rules.files import MEGABYTE, kept_files, media_types


@dataclass(frozen=True)
class Upload:
    """The limits of one question that takes files (添付の制限).

    Args:
        field: code of the question; uploads come under this name.
        allowed: media types.
        max_bytes: largest size of one file.
        max_count: how many more files may be added.
    """

    field: str
    allowed: frozenset[str]
    max_bytes: int
    max_count: int


def uploads_on(
    form: Questionnaire, page_code: str, answers: Mapping[str, Any], today: date
) -> list[Upload]:
    """Return the questions of a page that take files now (添付欄).

    Raises:
        NoSuchPage: there is no such page.
    """
    page = page_of(form, page_code)
    standing = Standing(form, answers, today)
    found = []
    for field in page.fields:
        if not standing.visible[field.code]:
            continue
        if isinstance(field, FileField):
            found.append(_upload(field, len(kept_files(answers.get(field.code)))))
        elif isinstance(field, GroupField):
            files = [member for member in field.asked if isinstance(member, FileField)]
            found += [
                replace(_upload(member, 0), field=entry_code(field.code, key, member.code))
                for member in files
                for key in range(1, HIGHEST_KEY + 1)
            ]
    return found


def limit_of(form: Questionnaire, code: str) -> Upload | None:
    """Return the limits of a question that takes files, or None (添付の制限).

    Args:
        code: of the question; ``GROUP.QUESTION`` for one inside a group.
    """
    outer, _, inner = code.partition(".")
    placed = form.by_code.get(outer)
    found = placed[1] if placed else None
    if inner:
        found = found.by_code.get(inner) if isinstance(found, GroupField) else None
    return _upload(found, 0) if isinstance(found, FileField) else None


def _upload(field: FileField, count: int) -> Upload:
    return Upload(
        field=field.code,
        allowed=media_types(field.types),
        max_bytes=field.max_mb * MEGABYTE,
        max_count=max(0, field.max_count - count),
    )


def files_of(form: Questionnaire, answers: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the files of some answers by question (添付ファイル), those of entries as well."""
    found = {}
    for field in form.questions:
        value = answers.get(field.code)
        if isinstance(field, FileField):
            found[field.code] = kept_files(value)
        elif isinstance(field, GroupField):
            for number, entry in enumerate(entries_in(field, value), 1):
                for member in field.asked:
                    if isinstance(member, FileField):
                        code = entry_code(field.code, number, member.code)
                        found[code] = kept_files(entry.get(member.code))
    return {code: files for code, files in found.items() if files}
