"""Writes the files of places from the database."""

from collections.abc import Mapping

from tsunagaru.ground.places.definitions.shapes import (
    LANGUAGES,
    PHRASES,
    PORTUGUESE,
    PORTUGUESE_TEXTS,
    AreaRow,
    Corner,
    DistrictRow,
    TownShape,
)
from tsunagaru.ground.places.models import Area, District, Town
from tsunagaru.kernel.folder import Folder
from tsunagaru.kernel.folder.tables import write_table
from tsunagaru.kernel.folder.writer import write_yaml


def dump(folder: Folder) -> None:
    """Write the files of places from the database (書き出し); nothing before a town is loaded."""
    row = Town.objects.first()
    if row is None:
        return
    folder.write("town.yaml", write_yaml(TownShape.model_validate(row.definition)))
    for language in LANGUAGES:
        folder.write(f"texts/{language}.yaml", write_yaml(dict(row.texts.get(language, ()))))
    if PORTUGUESE in row.texts:
        folder.write(PORTUGUESE_TEXTS, write_yaml(dict(row.texts[PORTUGUESE])))
    if row.phrases:
        folder.write(PHRASES, write_yaml(ordered(dict(row.phrases))))
    areas = [area_row(area) for area in Area.objects.filter(closed=False)]
    folder.write("areas.csv", write_table(list(AreaRow.model_fields), areas))
    districts = [district_row(district) for district in District.objects.filter(closed=False)]
    folder.write("districts.csv", write_table(list(DistrictRow.model_fields), districts))
    if row.outline:
        corners = [
            Corner(order=order, latitude=latitude, longitude=longitude)
            for order, (latitude, longitude) in enumerate(row.outline, start=1)
        ]
        folder.write("outline.csv", write_table(list(Corner.model_fields), corners))


def ordered(phrases: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return phrases with their languages in one order, however the database keeps them."""
    return {
        japanese: {key: words[key] for key in ("ja", "easy", "en", "pt") if key in words}
        for japanese, words in phrases.items()
    }


def area_row(area: Area) -> AreaRow:
    """Return an area as its row in the table."""
    return AreaRow(
        code=area.code,
        name=area.name,
        kana=area.kana or None,
        romaji=area.romaji or None,
        postal_code=area.postal_code or None,
        latitude=area.latitude,
        longitude=area.longitude,
    )


def district_row(row: District) -> DistrictRow:
    """Return a district as its row in the table."""
    return DistrictRow(
        code=row.code,
        name=row.name,
        area=row.area_id,
        latitude=row.latitude,
        longitude=row.longitude,
        demo=row.demo,
    )
