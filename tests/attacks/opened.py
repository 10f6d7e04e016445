"""What the sealed columns hold (暗号化された列の内容), opened with the keys as an insider could."""

import re
import unicodedata
from collections.abc import Iterator

from django.apps import apps
from django.contrib.sessions.models import Session

from tests.attacks.tables import bytes_of, snapshot
from tsunagaru.ground.vault.fields import SealedField

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_BETWEEN = re.compile(r"[\s\-‐-―−ー_./・,、]+")


def everything() -> Iterator[tuple[str, str]]:
    """Yield every value of the database with its place, sealed ones opened, sessions decoded."""
    for table, rows in snapshot().items():
        for row in rows.values():
            for name, value in row.items():
                yield f"{table}.{name}", bytes_of(value).decode(errors="replace")
    yield from _sealed()
    for session in Session.objects.all():
        yield "django_session.decoded", str(session.get_decoded())


def _sealed() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        names = [one.name for one in model._meta.concrete_fields if isinstance(one, SealedField)]
        for row in model._default_manager.all() if names else ():
            yield from (
                (f"{model._meta.db_table}.{name}", str(getattr(row, name))) for name in names
            )


def digits_of(text: str) -> str:
    """Return a text with its digits as one would read them out."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text).translate(_DIGITS))
