"""The kinds of questions (項目の種類) a form can ask."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field as Limit

from tsunagaru.engines.questionnaires.definitions.texts import Words
from tsunagaru.kernel.folder import Definition

Code = Annotated[str, Limit(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Expression = Annotated[str, Limit(min_length=1, max_length=2000)]
Personal = Literal["internal", "pseudonymous", "personal", "sensitive"]
MAX_LINES = 10_000
HOUSEHOLD = "household"  # what begins so is filled in from the members of the household


class Choice(Definition):
    """One choice (選択肢)."""

    code: Annotated[str, Limit(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
    label: Words


class Check(Definition):
    """A rule an answer must keep (確認), with the sentence that is said when it does not."""

    rule: Expression
    message: Words


class BaseField(Definition):
    """What every question has (項目).

    Args:
        code: name of the answer, used in conditions.
        label: the question.
        hint: a sentence that helps to answer.
        required: whether an answer is needed, or a condition for it.
        when: the condition under which the question is asked; empty means always.
        prefill: key of the profile that fills the answer in; kinds have keys of their own.
        share: name under which other forms ask the same; who fills in several forms at once is
            asked only once. Without one, the key of the profile serves. In a group it gives the
            first entry: a baby named in one form stands among the children of the next. Asked
            under ``NAME.birth_on``, a date is the date of birth of the person shared as NAME.
        checks: rules over this and earlier answers.
        personal: data class of the answer; personal data unless it says otherwise.
    """

    code: Code
    label: Words
    hint: Words | None = None
    required: bool | Expression = True
    when: Expression | Literal[""] = ""
    prefill: str = Limit(default="", max_length=60)
    share: str = Limit(default="", pattern=r"^([a-z][a-z0-9_]{0,39}(\.birth_on)?|)$")
    checks: tuple[Check, ...] = ()
    personal: Personal = "personal"

    answers: ClassVar[bool] = True
    """Whether the question takes an answer from the person."""


class TextField(BaseField):
    """One line of text (一行入力).

    Args:
        digits: whether it is a number that is not counted with, as of an account or a meter
            (口座番号・お客様番号): kept in half width without hyphens, leading zeros stay.
    """

    kind: Literal["text"]
    max_length: int = Limit(default=100, ge=1, le=1000)
    autocomplete: str = ""
    digits: bool = False


class TextareaField(BaseField):
    """Text of several lines (複数行入力)."""

    kind: Literal["textarea"]
    max_length: int = Limit(default=1000, ge=1, le=MAX_LINES)
    rows: int = Limit(default=5, ge=2, le=30)


class KanaField(BaseField):
    """A reading in katakana (フリガナ)."""

    kind: Literal["kana"]
    max_length: int = Limit(default=60, ge=1, le=200)


class NumberField(BaseField):
    """A number (数)."""

    kind: Literal["number"]
    minimum: int | float | None = 0
    maximum: int | float | None = 999_999_999
    decimals: int = Limit(default=0, ge=0, le=4)
    unit: Words | None = None


class MoneyField(BaseField):
    """An amount in yen (金額)."""

    kind: Literal["money"]
    minimum: int | None = 0
    maximum: int | None = 999_999_999_999


class DateField(BaseField):
    """A day (年月日), in an era or in Western years; limits are ISO dates or ``today``."""

    kind: Literal["date"]
    earliest: str = Limit(default="", pattern=r"^(today|\d{4}-\d{2}-\d{2}|)$")
    latest: str = Limit(default="", pattern=r"^(today|\d{4}-\d{2}-\d{2}|)$")
    birthday: bool = False


class ChoiceField(BaseField):
    """One out of several (択一); long lists become a select box."""

    kind: Literal["choice"]
    choices: tuple[Choice, ...]
    show: Literal["", "radio", "select"] = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the choices."""
        return tuple(choice.code for choice in self.choices)


class MultiField(BaseField):
    """Any of several (複数選択)."""

    kind: Literal["multi"]
    choices: tuple[Choice, ...]
    fewest: int = Limit(default=0, ge=0)
    most: int = Limit(default=0, ge=0)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the choices."""
        return tuple(choice.code for choice in self.choices)


class AddressField(BaseField):
    """An address (住所) found by its postal code."""

    kind: Literal["address"]


class PlaceField(BaseField):
    """A place on a map (地図上の場所): a point or an area of the town, and words about it.

    Args:
        within_town: whether places outside the town are refused.
    """

    kind: Literal["place"]
    within_town: bool = True


class PersonField(BaseField):
    """A person (氏名): name, and where asked reading and date of birth."""

    kind: Literal["person"]
    kana: bool = True
    birth: bool = True
    optional: tuple[Literal["given", "family_kana", "given_kana", "birth_on"], ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """The parts that are asked."""
        kana = ("family_kana", "given_kana") if self.kana else ()
        return ("family", "given", *kana, *(("birth_on",) if self.birth else ()))


class PhoneField(BaseField):
    """A telephone number (電話番号)."""

    kind: Literal["phone"]


class EmailField(BaseField):
    """An e-mail address (メールアドレス)."""

    kind: Literal["email"]


class FileField(BaseField):
    """Attached files (添付ファイル)."""

    kind: Literal["file"]
    types: tuple[Literal["pdf", "jpeg", "png", "heic", "docx", "xlsx", "csv"], ...] = (
        "pdf",
        "jpeg",
        "png",
        "heic",
    )
    max_mb: int = Limit(default=10, ge=1, le=50)
    max_count: int = Limit(default=3, ge=1, le=20)


class DeclarationField(BaseField):
    """A sentence that must be agreed to (確認・同意)."""

    kind: Literal["declaration"]
    text: Words


class ComputedField(BaseField):
    """A value the system works out (計算項目); nobody types it."""

    kind: Literal["computed"]
    compute: Expression
    unit: Words | None = None
    shown: bool = True

    answers: ClassVar[bool] = False


class NoticeField(Definition):
    """A block of text between questions (お知らせ)."""

    kind: Literal["notice"]
    code: Code
    text: Words
    title: Words | None = None
    tone: Literal["info", "warning"] = "info"
    when: Expression | Literal[""] = ""

    answers: ClassVar[bool] = False


Plain = (
    TextField
    | TextareaField
    | KanaField
    | NumberField
    | MoneyField
    | DateField
    | ChoiceField
    | MultiField
    | AddressField
    | PlaceField
    | PersonField
    | PhoneField
    | EmailField
    | FileField
    | DeclarationField
    | ComputedField
)
"""Every question that has one value; a group (``groups``) is made of these."""

Member = Annotated[Plain | NoticeField, Limit(discriminator="kind")]
