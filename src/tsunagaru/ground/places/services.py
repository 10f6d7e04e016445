"""Writes places (地域の更新)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.places import queries
from tsunagaru.ground.places.definitions import AreaRow, DistrictRow, ParsedTown, TownShape
from tsunagaru.ground.places.definitions.writing import area_row, district_row, ordered
from tsunagaru.ground.places.events import TownLoaded
from tsunagaru.ground.places.models import Area, District, Town
from tsunagaru.ground.ui import phrases
from tsunagaru.ground.ui import town as pages
from tsunagaru.kernel.folder import Change, Described, compare


@transaction.atomic
def apply(parsed: ParsedTown, at: datetime) -> list[Change]:
    """Bring the town, its areas, districts and words to what the folder says (町の読み込み).

    Returns:
        The differences; empty when the database said the same already.

    Publishes:
        TownLoaded, when something changed.
    """
    changes = compare(_standing(), _asked(parsed))
    if not changes:
        return []
    _write_town(parsed, at)
    _write_areas(parsed)
    _write_districts(parsed)
    code = parsed.town.code
    subject = uuid5(NAMESPACE_URL, f"urn:town:{code}")
    publish(TownLoaded(at=at, subject=subject, town=code, changes=len(changes)))
    return changes


def introduce() -> None:
    """Tell every page which town it belongs to (町名の表示), when one is loaded."""
    found = queries.town()
    if found is None:
        return
    name = phrases.Trilingual(ja=found.name.ja, easy=found.name.ja, en=found.name.en)
    pages.install(name=name, contact=queries.text("footer_contact"), demo=found.demo)
    phrases.install(queries.wordings())


def _write_town(parsed: ParsedTown, at: datetime) -> None:
    Town.objects.exclude(code=parsed.town.code).delete()
    values = {
        "definition": parsed.town.model_dump(mode="json"),
        "texts": {language: list(words.items()) for language, words in parsed.texts.items()},
        "phrases": list(parsed.phrases.items()),
        "outline": [[corner.latitude, corner.longitude] for corner in parsed.outline],
        "loaded_at": at,
    }
    Town.objects.update_or_create(code=parsed.town.code, defaults=values)


def _write_areas(parsed: ParsedTown) -> None:
    codes = [row.code for row in parsed.areas]
    Area.objects.exclude(code__in=codes).update(closed=True)
    for order, row in enumerate(parsed.areas, start=1):
        values = {
            "name": row.name,
            "kana": row.kana or "",
            "romaji": row.romaji or "",
            "postal_code": row.postal_code or "",
            "latitude": row.latitude,
            "longitude": row.longitude,
            "order": order,
            "closed": False,
        }
        Area.objects.update_or_create(code=row.code, defaults=values)


def _write_districts(parsed: ParsedTown) -> None:
    codes = [row.code for row in parsed.districts]
    District.objects.exclude(code__in=codes).update(closed=True)
    for order, row in enumerate(parsed.districts, start=1):
        values = {
            "name": row.name,
            "area_id": row.area,
            "latitude": row.latitude,
            "longitude": row.longitude,
            "demo": row.demo,
            "order": order,
            "closed": False,
        }
        District.objects.update_or_create(code=row.code, defaults=values)


def _standing() -> dict[str, Described]:
    """Describe what the database holds, thing by thing."""
    row = Town.objects.first()
    if row is None:
        return {}
    texts = {language: dict(pairs) for language, pairs in row.texts.items()}
    return {
        **_words(TownShape.model_validate(row.definition), texts, dict(row.phrases), row.outline),
        **_rows("大字", [area_row(area) for area in queries.areas()]),
        **_rows("区", [district_row(district) for district in queries.districts()]),
    }


def _asked(parsed: ParsedTown) -> dict[str, Described]:
    """Describe what the folder says, in the same words."""
    outline = [[corner.latitude, corner.longitude] for corner in parsed.outline]
    return {
        **_words(parsed.town, parsed.texts, parsed.phrases, outline),
        **_rows("大字", parsed.areas),
        **_rows("区", parsed.districts),
    }


def _words(
    town: TownShape,
    texts: Mapping[str, Mapping[str, str]],
    wordings: Mapping[str, Mapping[str, str]],
    outline: Sequence[Sequence[float]],
) -> dict[str, Described]:
    described: dict[str, Described] = {"町": town.model_dump(mode="json")}
    for language, words in texts.items():
        described |= {f"言葉 {language} {name}": text for name, text in words.items()}
    described |= {f"言い回し {japanese}": words for japanese, words in ordered(wordings).items()}
    return described | ({"町の概形": str(outline)} if outline else {})


def _rows(kind: str, rows: Sequence[AreaRow | DistrictRow]) -> dict[str, Described]:
    return {
        f"{kind} {row.code}": {"order": order} | row.model_dump(mode="json", exclude_none=True)
        for order, row in enumerate(rows, start=1)
    }
