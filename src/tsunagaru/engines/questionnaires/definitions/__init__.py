"""The definition language of forms (様式の定義)."""

from tsunagaru.engines.questionnaires.definitions.checking import problems_in
from tsunagaru.engines.questionnaires.definitions.fields import (
    AddressField,
    BaseField,
    Choice,
    ChoiceField,
    ComputedField,
    DateField,
    DeclarationField,
    EmailField,
    FileField,
    KanaField,
    Member,
    MoneyField,
    MultiField,
    NoticeField,
    NumberField,
    PersonField,
    PhoneField,
    Plain,
    TextareaField,
    TextField,
)
from tsunagaru.engines.questionnaires.definitions.groups import (
    Field,
    GroupField,
    Question,
    is_hidden,
)
from tsunagaru.engines.questionnaires.definitions.questionnaire import Page, Questionnaire
from tsunagaru.engines.questionnaires.definitions.reading import (
    CannotReadQuestionnaire,
    read_questionnaire,
)

__all__ = [
    "AddressField",
    "BaseField",
    "CannotReadQuestionnaire",
    "Choice",
    "ChoiceField",
    "ComputedField",
    "DateField",
    "DeclarationField",
    "EmailField",
    "Field",
    "FileField",
    "GroupField",
    "KanaField",
    "Member",
    "MoneyField",
    "MultiField",
    "NoticeField",
    "NumberField",
    "Page",
    "PersonField",
    "PhoneField",
    "Plain",
    "Question",
    "Questionnaire",
    "TextField",
    "TextareaField",
    "is_hidden",
    "problems_in",
    "read_questionnaire",
]
