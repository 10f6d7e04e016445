"""What may be uploaded on a page (添付できるファイル): files keeps them by these limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import FileField, Questionnaire
from tsunagaru.engines.questionnaires.queries.filling import page_of
from tsunagaru.engines.questionnaires.queries.standing import Standing
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
    return [
        Upload(
            field=field.code,
            allowed=media_types(field.types),
            max_bytes=field.max_mb * MEGABYTE,
            max_count=max(0, field.max_count - len(kept_files(answers.get(field.code)))),
        )
        for field in page.fields
        if isinstance(field, FileField) and standing.visible[field.code]
    ]
