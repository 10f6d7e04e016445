"""What the town decided on circulars (回覧の決まり), and its districts and groups."""

from collections.abc import Collection, Mapping, Sequence

from tsunagaru.ground.places import api as places
from tsunagaru.kernel.remembering import remembered
from tsunagaru.services.community.definitions import CircularsFile
from tsunagaru.services.community.models import Group, Setup

UNKNOWN = "none"
"""Stands for a district where the register does not tell one: the town brings the paper."""
UNKNOWN_NAME = "区の分からない世帯"


@remembered
def rules() -> CircularsFile | None:
    """Return the town's rules, or None where it has no circulars."""
    content = Setup.objects.values_list("content", flat=True).first()
    return None if content is None else CircularsFile.model_validate(content)


def need_rules() -> CircularsFile:
    """Return the town's rules.

    Raises:
        LookupError: the town has no circulars.
    """
    found = rules()
    if found is None:
        raise LookupError("community/circulars.yaml")
    return found


def groups(district: str) -> Sequence[Group]:
    """Return the groups of a district in the folder's order (組)."""
    return list(Group.objects.filter(district=district, closed=False))


def group_names() -> Mapping[str, str]:
    """Return every group's name by its code, closed ones too."""
    return dict(Group.objects.values_list("code", "name"))


def area_of(districts: Sequence[str]) -> str:
    """Return in words where a circular goes (対象)."""
    if not districts:
        return "町内全区"
    names = district_names()
    return "、".join(names.get(code, code) for code in districts)


def district_names() -> Mapping[str, str]:
    """Return every district's name by its code, and what stands for none."""
    return {**places.district_names(), UNKNOWN: UNKNOWN_NAME}


def in_order(codes: Collection[str]) -> Mapping[str, str]:
    """Return these districts with their names, in the folder's order (区の順)."""
    names = district_names()
    known = [one.code for one in places.districts() if one.code in codes]
    return {code: names.get(code, code) for code in [*known, *sorted(set(codes) - set(known))]}
