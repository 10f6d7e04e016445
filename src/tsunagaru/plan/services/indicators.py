"""Brings the indicators to what the town folder says (指標の読み込み)."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from tsunagaru.kernel.folder import Change, Described, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.plan.definitions.indicators import (
    INDICATORS,
    PLANNED,
    IndicatorShape,
    IndicatorsShape,
    ParsedIndicators,
    PlannedFile,
    PlannedShape,
)
from tsunagaru.plan.models import Indicator, PlannedSource


@transaction.atomic
def apply(parsed: ParsedIndicators, at: datetime) -> list[Change]:
    """Bring indicators and planned sources to what the files say."""
    changes = compare(_things(standing()), _things(parsed))
    if not changes:
        return []
    Indicator.objects.exclude(code__in=[i.id for i in parsed.indicators]).delete()
    for order, shape in enumerate(parsed.indicators):
        values = {
            "initiative": shape.initiative,
            "order": order,
            "shape": shape.model_dump(mode="json"),
            "formula": fingerprint(shape.formula),
            "loaded_at": at,
        }
        Indicator.objects.update_or_create(code=shape.id, defaults=values)
    PlannedSource.objects.all().delete()
    PlannedSource.objects.bulk_create(
        PlannedSource(kind=p.kind, name=p.name, order=n, shape=p.model_dump(mode="json"))
        for n, p in enumerate(parsed.planned)
    )
    return changes


def standing() -> ParsedIndicators:
    """Return what the database holds, as the files would say it."""
    indicators = tuple(IndicatorShape.model_validate(r.shape) for r in Indicator.objects.all())
    planned = tuple(PlannedShape.model_validate(r.shape) for r in PlannedSource.objects.all())
    return ParsedIndicators(indicators, planned)


def dump(folder: Folder) -> None:
    """Write both files from the database; nothing when there are no indicators."""
    found = standing()
    if found.indicators:
        folder.write(INDICATORS, write_yaml(IndicatorsShape(indicators=found.indicators)))
    if found.planned:
        folder.write(PLANNED, write_yaml(PlannedFile(sources=found.planned)))


def fingerprint(formula: str) -> str:
    """Return a fingerprint of a formula; another formula starts another series."""
    return sha256("".join(formula.split()).encode()).hexdigest()


def _things(parsed: ParsedIndicators) -> dict[str, Described]:
    told: dict[str, Described] = {
        f"指標 {shape.id}": {"order": order} | shape.model_dump(mode="json", exclude_none=True)
        for order, shape in enumerate(parsed.indicators)
    }
    for order, source in enumerate(parsed.planned):
        told[f"予定 {source.kind} {source.name}"] = {"order": order} | source.model_dump(
            mode="json"
        )
    return told
