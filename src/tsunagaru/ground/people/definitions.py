"""Reads and writes ``organisation.yaml`` (組織): bodies of the plan, sections, titles, deputies."""

from datetime import datetime
from typing import Any

from pydantic import Field

from tsunagaru.ground.people.models import Body, Section
from tsunagaru.kernel.folder import Change, Definition, Described, Folder, Part, compare
from tsunagaru.kernel.folder.writer import write_yaml

FILE = "organisation.yaml"
CODE = r"^[a-z][a-z0-9-]{0,39}$"


class SourceDefinition(Definition):
    """Where the plan says something (出典)."""

    chapter: str = ""
    page: int | None = None
    page_inferred: bool | None = None
    heading: str = ""
    lines: list[int] = Field(default=[])


class BodyDefinition(Definition):
    """A body or office of the plan's chapter VII (推進体制の機関)."""

    code: str = Field(pattern=CODE)
    name: str = Field(min_length=1, max_length=100)
    chair: str | None = Field(default=None, max_length=200)
    section: str | None = None
    members: list[str] = Field(default=[])
    duties: list[str] = Field(default=[])
    source: SourceDefinition | None = None


class TitleDefinition(Definition):
    """A title of a post, and its seniority in the section (職)."""

    title: str = Field(min_length=1, max_length=60)
    rank: int = Field(ge=1, le=99)


class SectionDefinition(Definition):
    """A section of the town office (課)."""

    code: str = Field(pattern=CODE)
    name: str = Field(min_length=1, max_length=100)
    kana: str | None = Field(default=None, max_length=100)
    phone: str | None = Field(default=None, max_length=30)
    email: str | None = Field(default=None, max_length=200)
    place: str | None = Field(default=None, max_length=100)
    duties: list[str] = Field(default=[])
    posts: list[TitleDefinition] = Field(default=[])
    deputies: list[str] = Field(default=[])
    demo: bool = False


class OrganisationDefinition(Definition):
    """The town's organisation (組織)."""

    bodies: list[BodyDefinition] = Field(default=[])
    sections: list[SectionDefinition]


def read(folder: Folder) -> OrganisationDefinition | None:
    """Validate ``organisation.yaml``: codes stand once, deputies hold titles that exist."""
    parsed = folder.read(FILE, OrganisationDefinition)
    if parsed is None:
        return None
    document = folder.document(FILE)
    for group in ("bodies", "sections"):
        seen: set[str] = set()
        for place, item in enumerate(getattr(parsed, group)):
            if item.code in seen:
                ja = f"符号「{item.code}」が2回あります。"
                document.refuse((group, place, "code"), ja, f"The code “{item.code}” stands twice.")
            seen.add(item.code)
    _check_references(folder, parsed)
    return parsed


def _check_references(folder: Folder, parsed: OrganisationDefinition) -> None:
    document = folder.document(FILE)
    known = {section.code for section in parsed.sections}
    for place, body in enumerate(parsed.bodies):
        if body.section and body.section not in known:
            ja = f"課「{body.section}」がありません。"
            en = f"There is no section “{body.section}”."
            document.refuse(("bodies", place, "section"), ja, en)
    for place, section in enumerate(parsed.sections):
        titles = {post.title for post in section.posts}
        for number, title in enumerate(section.deputies):
            if title not in titles:
                ja = f"職「{title}」がこの課の posts にありません。"
                en = f"“{title}” is not among this section's posts."
                document.refuse(("sections", place, "deputies", number), ja, en)


def apply(parsed: OrganisationDefinition, at: datetime) -> list[Change]:  # noqa: ARG001 - TownPart's form
    """Bring bodies and sections to what the file says (反映).

    A section that left the file is closed, not deleted: its cases and staff stay.
    """
    before = _described(current())
    Body.objects.exclude(code__in=[body.code for body in parsed.bodies]).delete()
    for order, body in enumerate(parsed.bodies, start=1):
        Body.objects.update_or_create(code=body.code, defaults=_body_columns(body, order))
    Section.objects.exclude(code__in=[s.code for s in parsed.sections]).update(closed=True)
    for order, section in enumerate(parsed.sections, start=1):
        Section.objects.update_or_create(
            code=section.code, defaults=_section_columns(section, order)
        )
    return compare(before, _described(parsed))


def dump(folder: Folder) -> None:
    """Write ``organisation.yaml`` from the database (書き出し)."""
    folder.write(FILE, write_yaml(current()))


def current() -> OrganisationDefinition:
    """Return the organisation as it stands in the database."""
    return OrganisationDefinition(
        bodies=[_body_of(row) for row in Body.objects.all()],
        sections=[_section_of(row) for row in Section.objects.filter(closed=False)],
    )


def _described(organisation: OrganisationDefinition) -> dict[str, Described]:
    bodies: dict[str, Described] = {
        f"機関「{b.name}」": b.model_dump(mode="json") for b in organisation.bodies
    }
    return bodies | {f"課「{s.name}」": s.model_dump(mode="json") for s in organisation.sections}


def _body_columns(body: BodyDefinition, order: int) -> dict[str, Any]:
    source = body.source.model_dump(exclude_none=True) if body.source else {}
    return {
        "name": body.name,
        "chair": body.chair or "",
        "section": body.section or "",
        "members": list(body.members),
        "duties": list(body.duties),
        "source": source,
        "order": order,
    }


def _section_columns(section: SectionDefinition, order: int) -> dict[str, Any]:
    return {
        "name": section.name,
        "kana": section.kana or "",
        "phone": section.phone or "",
        "email": section.email or "",
        "place": section.place or "",
        "duties": list(section.duties),
        "titles": [post.model_dump() for post in section.posts],
        "deputies": list(section.deputies),
        "demo": section.demo,
        "order": order,
        "closed": False,
    }


def _body_of(row: Body) -> BodyDefinition:
    return BodyDefinition(
        code=row.code,
        name=row.name,
        chair=row.chair or None,
        section=row.section or None,
        members=row.members,
        duties=row.duties,
        source=SourceDefinition(**row.source) if row.source else None,
    )


def _section_of(row: Section) -> SectionDefinition:
    return SectionDefinition(
        code=row.code,
        name=row.name,
        kana=row.kana or None,
        phone=row.phone or None,
        email=row.email or None,
        place=row.place or None,
        duties=row.duties,
        posts=[TitleDefinition(**title) for title in row.titles],
        deputies=row.deputies,
        demo=row.demo,
    )


ORGANISATION = Part("organisation", read, apply, dump)
