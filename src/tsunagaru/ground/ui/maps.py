"""A small map drawn on the server (地図): an outline and numbered places, with a list."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tsunagaru.ground.ui.charts import svg
from tsunagaru.ground.ui.phrases import JAPANESE, Text, Trilingual, translate

WIDTH = 480.0
MARGIN = 16.0
LARGEST_HEIGHT = 640.0
SMALLEST_HEIGHT = 120.0
Place = tuple[float, float]

COUNT = Trilingual(
    "{count}か所を示した地図です。同じ内容の一覧が下にあります。",
    "{count}つの ばしょの 地図（ちず）です。下（した）に おなじ リストが あります。",
    "A map of {count} places. The same places are listed below.",
)


@dataclass(frozen=True)
class MapPoint:
    """A place on a map (地点). Longitude and latitude in degrees."""

    name: Text
    longitude: float
    latitude: float
    url: str = ""
    note: Text = ""


@dataclass(frozen=True)
class Map:
    """A map and its list (地図)."""

    title: Text
    svg: SafeString
    points: tuple[MapPoint, ...]
    credit: Text = ""


@dataclass(frozen=True)
class Projection:
    """Puts degrees on paper: equirectangular, true to scale at the middle latitude (投影)."""

    west: float
    north: float
    scale: float
    stretch: float
    height: float

    def place(self, longitude: float, latitude: float) -> Place:
        """Return where a point lies, kept inside the drawing."""
        x = MARGIN + (longitude - self.west) * self.stretch * self.scale
        y = MARGIN + (self.north - latitude) * self.scale
        return (
            round(min(max(x, 0.0), WIDTH), 1),
            round(min(max(y, 0.0), self.height), 1),
        )


def project(places: Sequence[Place]) -> Projection:
    """Return the projection that shows all places (longitude, latitude), north up."""
    longitudes = [place[0] for place in places] or [0.0]
    latitudes = [place[1] for place in places] or [0.0]
    north, south = max(latitudes), min(latitudes)
    stretch = max(0.01, math.cos(math.radians((north + south) / 2)))
    across = max((max(longitudes) - min(longitudes)) * stretch, 1e-6)
    down = max(north - south, 1e-6)
    scale = min((WIDTH - 2 * MARGIN) / across, (LARGEST_HEIGHT - 2 * MARGIN) / down)
    height = max(SMALLEST_HEIGHT, round(down * scale + 2 * MARGIN, 1))
    return Projection(min(longitudes), north, scale, stretch, height)


def town_map(
    title: Text,
    points: Sequence[MapPoint],
    *,
    outline: Sequence[Place] = (),
    credit: Text = "",
    language: str = JAPANESE,
    name: str = "",
) -> Map:
    """Draw places inside an outline (地図).

    Args:
        title: what is shown.
        points: the places; they are numbered in this order, as is the list.
        outline: ring of (longitude, latitude), or empty. It sets the extent; a point outside it
            is drawn at the edge.
        credit: whose data the outline is.
        language: of the texts in the drawing.
        name: tells two maps with the same title on one page apart.
    """
    placed = [p for p in points if math.isfinite(p.longitude) and math.isfinite(p.latitude)]
    projection = project(list(outline) or [(p.longitude, p.latitude) for p in placed])
    frame = svg.Frame(
        WIDTH,
        projection.height,
        translate(title, language),
        COUNT.in_language(language).replace("{count}", str(len(placed))),
        "map-drawing",
    )
    parts = _parts(placed, outline, projection)
    drawn = svg.drawing(frame, parts, f"map {name} {title} {points!r}")
    return Map(title, drawn, tuple(placed), credit)


def _parts(
    points: Sequence[MapPoint], outline: Sequence[Place], projection: Projection
) -> Iterator[SafeString]:
    if outline:
        ring = " ".join("{},{}".format(*projection.place(*place)) for place in outline)
        yield format_html('<polygon class="outline" points="{}"/>', ring)
    for number, point in enumerate(points, start=1):
        x, y = projection.place(point.longitude, point.latitude)
        yield format_html(
            '<g class="place"><circle cx="{}" cy="{}" r="11"/><text x="{}" y="{}">{}</text></g>',
            x,
            y,
            x,
            y,
            number,
        )
