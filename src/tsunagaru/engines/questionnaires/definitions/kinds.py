"""Which type of value each question has in conditions and calculations (値の型)."""

from collections.abc import Mapping

from tsunagaru.engines.questionnaires.definitions.fields import (
    AddressField,
    ChoiceField,
    DateField,
    DeclarationField,
    FileField,
    MoneyField,
    MultiField,
    NumberField,
    PersonField,
    Question,
)
from tsunagaru.engines.questionnaires.rules.addresses import PARTS as ADDRESS_PARTS
from tsunagaru.kernel.expressions import (
    BOOL,
    DATE,
    FILE,
    MONEY,
    NUMBER,
    TEXT,
    Choice,
    ListOf,
    Record,
    Type,
)

_PLAIN: Mapping[type, Type] = {
    NumberField: NUMBER,
    MoneyField: MONEY,
    DateField: DATE,
    DeclarationField: BOOL,
    FileField: ListOf(FILE),
    AddressField: Record(dict.fromkeys(ADDRESS_PARTS, TEXT)),
}


def type_of(field: Question) -> Type:
    """Return the type of a question's value (値の型); a computed one has its expression's."""
    if isinstance(field, ChoiceField):
        return Choice(frozenset(field.codes))
    if isinstance(field, MultiField):
        return ListOf(Choice(frozenset(field.codes)))
    if isinstance(field, PersonField):
        return Record({name: DATE if name == "birth_on" else TEXT for name in field.asked})
    return _PLAIN.get(type(field), TEXT)
