"""Which type of value each question has in conditions and calculations (値の型)."""

from collections.abc import Mapping
from contextlib import suppress

from tsunagaru.engines.questionnaires.definitions.conditions import tree_of
from tsunagaru.engines.questionnaires.definitions.fields import (
    AddressField,
    ChoiceField,
    ComputedField,
    DateField,
    DeclarationField,
    FileField,
    MoneyField,
    MultiField,
    NoticeField,
    NumberField,
    PersonField,
    PlaceField,
    Plain,
)
from tsunagaru.engines.questionnaires.definitions.groups import ENTRY_NUMBER, GroupField
from tsunagaru.engines.questionnaires.rules.addresses import PARTS as ADDRESS_PARTS
from tsunagaru.kernel.expressions import (
    BOOL,
    DATE,
    FILE,
    MONEY,
    NUMBER,
    TEXT,
    CannotUnderstand,
    Choice,
    ListOf,
    Record,
    Type,
    check,
)

_PLAIN: Mapping[type, Type] = {
    NumberField: NUMBER,
    MoneyField: MONEY,
    DateField: DATE,
    DeclarationField: BOOL,
    FileField: ListOf(FILE),
    AddressField: Record(dict.fromkeys(ADDRESS_PARTS, TEXT)),
    PlaceField: Record({"lat": NUMBER, "lon": NUMBER, "area": TEXT, "words": TEXT}),
}


def type_of(field: Plain) -> Type:
    """Return the type of a question's value (値の型); a computed one has its expression's."""
    if isinstance(field, ChoiceField):
        return Choice(frozenset(field.codes))
    if isinstance(field, MultiField):
        return ListOf(Choice(frozenset(field.codes)))
    if isinstance(field, PersonField):
        return Record({name: DATE if name == "birth_on" else TEXT for name in field.asked})
    return _PLAIN.get(type(field), TEXT)


def types_within(group: GroupField, outer: Mapping[str, Type]) -> dict[str, Type]:
    """Return the types of a group's members (繰り返しの中の型); wrong expressions are left out."""
    found: dict[str, Type] = {}
    for member in group.order:
        if isinstance(member, ComputedField):
            with suppress(CannotUnderstand):
                scope = {**outer, **found, ENTRY_NUMBER: NUMBER}
                found[member.code] = check(tree_of(member.compute), scope)
        elif not isinstance(member, NoticeField):
            found[member.code] = type_of(member)
    return found
