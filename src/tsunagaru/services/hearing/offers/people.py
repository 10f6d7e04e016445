"""Who acts for the town in its simulated days (模擬の職員)."""

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Grant, Kind, Role

ROLES = (Role.CLERK, Role.HEAD)


def pair_of(section: str) -> tuple[Actor, Actor]:
    """Return who writes in a section, and somebody else who approves."""
    found = people.staff_of(section)
    ids = [found[-1].id, found[0].id]
    one, other = (
        Actor(kind=Kind.STAFF, staff=id_, grants=frozenset({Grant(role, section)}))
        for id_, role in zip(ids, ROLES, strict=True)
    )
    return one, other
