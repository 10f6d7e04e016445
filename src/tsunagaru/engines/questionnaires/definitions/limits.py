"""Limits that contradict themselves (矛盾する制限)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from tsunagaru.engines.questionnaires.definitions.fields import (
    ChoiceField,
    DateField,
    Field,
    FileField,
    MoneyField,
    MultiField,
    NumberField,
    PersonField,
)

Complaint = tuple[str, str, str]


def limits_of(field: Field) -> Iterator[Complaint]:
    """Yield key and sentences (Japanese, English) for every limit that cannot be kept."""
    if isinstance(field, ChoiceField | MultiField):
        yield from _choices(field)
    elif isinstance(field, NumberField | MoneyField):
        low, high = field.minimum, field.maximum
        if low is not None and high is not None and low > high:
            yield "minimum", "minimum が maximum より大きくなっています。", "minimum > maximum."
    elif isinstance(field, DateField):
        yield from _dates(field)
    elif isinstance(field, PersonField):
        if unasked := sorted(set(field.optional) - set(field.asked)):
            ja = f"optional の「{unasked[0]}」は、たずねていない項目です。"
            yield "optional", ja, f"“{unasked[0]}” is not asked."
    elif isinstance(field, FileField) and not field.types:
        yield "types", "使えるファイルの種類を1つ以上書いてください。", "Name a file type."


def _choices(field: ChoiceField | MultiField) -> Iterator[Complaint]:
    if not field.choices:
        yield "choices", "選択肢（choices）を1つ以上書いてください。", "Write some choices."
    for code, count in Counter(field.codes).items():
        if count > 1:
            ja = f"選択肢のコード「{code}」が2回以上あります。"
            yield "choices", ja, f"Two choices share “{code}”."
    if isinstance(field, MultiField):
        if field.fewest > len(field.choices):
            yield "fewest", "fewest が選択肢の数を超えています。", "More than there are choices."
        if field.most and field.most < field.fewest:
            yield "most", "most が fewest より小さくなっています。", "most < fewest."


def _dates(field: DateField) -> Iterator[Complaint]:
    days: list[date] = []
    for key in ("earliest", "latest"):
        written = getattr(field, key)
        if written in ("", "today"):
            continue
        try:
            days.append(date.fromisoformat(written))
        except ValueError:
            yield key, f"「{written}」という日付はありません。", f"There is no day {written}."
    if len(days) > 1 and days[0] > days[1]:
        yield "earliest", "earliest が latest より後になっています。", "earliest > latest."
