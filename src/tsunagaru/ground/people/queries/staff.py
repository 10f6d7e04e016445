"""Reads about sections and staff (課と職員の参照)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Q

from tsunagaru.ground.people.models import Absence, Body, Deputy, Post, RoleGrant, Section, Staff
from tsunagaru.ground.people.queries.actors import grants_in_force
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import JST, day_of


@dataclass(frozen=True)
class SectionView:
    """A section of the town office (課)."""

    code: str
    name: str
    phone: str = ""
    email: str = ""
    place: str = ""
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostView:
    """A post somebody holds (職)."""

    section: str
    title: str
    rank: int
    main: bool


@dataclass(frozen=True)
class StaffView:
    """A member of staff as colleagues see one (職員)."""

    id: UUID
    name: str
    kana: str
    email: str
    section: str
    section_name: str
    active: bool
    posts: tuple[PostView, ...] = ()

    @property
    def title(self) -> str:
        """Return the title of the main post, or empty (職名)."""
        return next((post.title for post in self.posts if post.main), "")


def sections() -> Sequence[SectionView]:
    """Return the sections in the town's order, closed ones left out (課一覧)."""
    return [_section(row) for row in Section.objects.filter(closed=False)]


def section(code: str) -> SectionView:
    """Return a section (課).

    Raises:
        Section.DoesNotExist: there is no such section.
    """
    return _section(Section.objects.get(pk=code))


def office_of(code: str) -> dict[str, str]:
    """Return where to ask, as documents and pages want it (問い合わせ先).

    A section that is gone leaves the town hall; the town's name stands before it on every sheet.
    """
    row = Section.objects.filter(pk=code).first()
    if row is None:
        return {"name": "役場"}
    found = _section(row)
    return {
        "name": found.name,
        "address": found.place,
        "phone": found.phone,
        "email": found.email,
    }


def bodies() -> Sequence[Body]:
    """Return the bodies of the plan's chapter VII, in order (推進体制)."""
    return list(Body.objects.all())


def staff(id: UUID, *, day: date | None = None) -> StaffView:
    """Return a member of staff (職員).

    Raises:
        Staff.DoesNotExist: there is no such member of staff.
    """
    row = Staff.objects.select_related("section").prefetch_related("posts").get(pk=id)
    return _staff(row, day)


def staff_names(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return the names of these members of staff; unknown ones are left out (職員の氏名)."""
    return {row.pk: row.name for row in Staff.objects.filter(pk__in=set(ids)).only("name")}


def staff_of(section: str, *, day: date | None = None) -> Sequence[StaffView]:
    """Return who works in a section, concurrent posts (兼務) included, seniors first."""
    posted = (
        Post.objects.filter(_on(day), section=section)
        if day
        else Post.objects.filter(section=section, to_on=None)
    )
    ranks = {post.staff_id: post.rank for post in posted}
    rows = Staff.objects.filter(Q(section=section) | Q(pk__in=ranks), active=True)
    rows = rows.select_related("section").prefetch_related("posts")
    views = [_staff(row, day) for row in rows]
    return sorted(views, key=lambda view: (ranks.get(view.id, 99), view.kana, str(view.id)))


def count_staff() -> list[tuple[str, int]]:
    """Return how many people work in each section (職員数)."""
    rows = Staff.objects.filter(active=True).values_list("section")
    return list(rows.annotate(n=Count("pk")).order_by("section"))


def is_absent(id: UUID, day: date) -> bool:
    """Tell whether a member of staff is away on a day (不在)."""
    return Absence.objects.filter(staff=id, from_on__lte=day, to_on__gte=day).exists()


def absences(section: str, from_on: date) -> Sequence[Absence]:
    """Return the absences in a section that have not ended before a day (不在一覧)."""
    rows = Absence.objects.filter(staff__section=section, to_on__gte=from_on)
    return list(rows.select_related("staff"))


def head_of(section: str, day: date) -> StaffView | None:
    """Return the head of a section on a day, whether present or not (課長)."""
    at = datetime.combine(day, time(12), tzinfo=JST)
    holders = grants_in_force(at).filter(role=Role.HEAD, section=section, staff__active=True)
    grant = holders.order_by("from_on", "given_at").last()
    return staff(grant.staff_id, day=day) if grant else None


def acting_head(section: str, day: date) -> StaffView | None:
    """Return who decides as head of a section on a day (代理順位による課長の職務代理).

    The head if present; else the named deputies in their order; else the holders of the titles in
    the section's order of deputies; None when nobody of these is present.
    """
    return next(iter(present_deciders(section, day)), None)


def present_deciders(section: str, day: date) -> Sequence[StaffView]:
    """Return the head and the deputies of a section who are present, in their order."""
    row = Section.objects.get(pk=section)
    order: list[UUID] = []
    if head := head_of(section, day):
        order.append(head.id)
    order += deputies_of(section)
    held = list(row.posts.filter(_on(day), staff__active=True).order_by("rank", "id"))
    order += [post.staff_id for title in row.deputies for post in held if post.title == title]
    away = set(
        Absence.objects.filter(staff__in=order, from_on__lte=day, to_on__gte=day).values_list(
            "staff_id", flat=True
        )
    )
    return [staff(id, day=day) for id in dict.fromkeys(order) if id not in away]


def decides_in(actor: Actor, section: str, roles: Iterable[Role], day: date) -> bool:
    """Tell whether an actor holds one of the roles in a section, or stands in for its head."""
    roles = tuple(roles)
    if actor.staff is None:
        return False
    if actor.sections(*roles) & {section, ""}:
        return True
    if Role.HEAD not in roles or not Section.objects.filter(pk=section).exists():
        return False
    return actor.staff in {one.id for one in present_deciders(section, day)}


def deputies_of(section: str) -> Sequence[UUID]:
    """Return who is named to stand in for a section's head, first to last (代理順位)."""
    rows = Deputy.objects.filter(section=section, staff__active=True).order_by("order")
    return list(rows.values_list("staff_id", flat=True))


def holders_of(role: Role, at: datetime) -> Sequence[StaffView]:
    """Return who holds a role at a moment, in whichever section, by reading (役割をもつ職員)."""
    held = grants_in_force(at).filter(role=role, staff__active=True)
    ids = set(held.values_list("staff", flat=True))
    found = [staff(id, day=day_of(at)) for id in ids]
    return sorted(found, key=lambda one: (one.kana, str(one.id)))


def grants_in(section: str, at: datetime) -> Sequence[RoleGrant]:
    """Return the grants in force in a section; an empty code means town-wide ones (役割一覧)."""
    rows = grants_in_force(at).filter(section=section).select_related("staff")
    return list(rows.order_by("role", "from_on"))


def _on(day: date) -> Q:
    return Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))


def _section(row: Section) -> SectionView:
    return SectionView(row.code, row.name, row.phone, row.email, row.place, tuple(row.duties))


def _staff(row: Staff, day: date | None) -> StaffView:
    held = [
        post
        for post in row.posts.all()
        if (post.to_on is None if day is None else post.from_on <= day <= (post.to_on or date.max))
    ]
    return StaffView(
        id=row.pk,
        name=row.name,
        kana=row.kana or "",
        email=row.email or "",
        section=row.section_id,
        section_name=row.section.name,
        active=row.active,
        posts=tuple(PostView(p.section_id, p.title, p.rank, p.main) for p in held),
    )
