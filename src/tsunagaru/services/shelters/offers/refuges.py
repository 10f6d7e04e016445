"""Open shelters for those who write alerts (警報に出す避難所)."""

from collections.abc import Collection, Sequence

from tsunagaru.kernel.refuges import Refuge
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.rules.states import OpeningState


def refuges(districts: Collection[str]) -> Sequence[Refuge]:
    """Return what takes people of these districts in; none is the whole town."""
    rows = sites.running().filter(run__drill=False, state=OpeningState.OPEN).order_by("site")
    shapes = [sites.shape_of(one.site_id) for one in rows]
    return [
        Refuge(one.name.model_dump(), one.address_en, one.hazards)
        for one in shapes
        if not districts or set(one.served) & set(districts)
    ]
