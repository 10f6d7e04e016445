"""Limits that contradict themselves (矛盾する制限)."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions.fields import (
    ChoiceField,
    DateField,
    FileField,
    MoneyField,
    MultiField,
    NumberField,
    PersonField,
)
from tsunagaru.engines.questionnaires.definitions.groups import NUMBER, Field, GroupField

Complaint = tuple[str, str, str]


def limits_of(field: Field) -> Iterator[Complaint]:
    """Yield key and sentences (Japanese, English) for every limit that cannot be kept."""
    look = next((look for kinds, look in _LOOKS.items() if isinstance(field, kinds)), None)
    yield from look(field) if look else ()


def _numbers(field: NumberField | MoneyField) -> Iterator[Complaint]:
    low, high = field.minimum, field.maximum
    if low is not None and high is not None and low > high:
        yield "minimum", "minimum が maximum より大きくなっています。", "minimum > maximum."


def _person(field: PersonField) -> Iterator[Complaint]:
    if unasked := sorted(set(field.optional) - set(field.asked)):
        ja = f"optional の「{unasked[0]}」は、たずねていない項目です。"
        yield "optional", ja, f"“{unasked[0]}” is not asked."


def _file(field: FileField) -> Iterator[Complaint]:
    if not field.types:
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


def _group(field: GroupField) -> Iterator[Complaint]:
    if field.most < field.fewest:
        yield "most", "most が fewest より小さくなっています。", "most < fewest."
    if field.entry and NUMBER not in field.entry.ja:
        ja = f"entry には、何件目かを表す「{NUMBER}」を入れてください。"
        yield "entry", ja, f"Write {NUMBER} somewhere in entry."


_LOOKS: Mapping[tuple[type, ...], Callable[[Any], Iterator[Complaint]]] = {
    (ChoiceField, MultiField): _choices,
    (NumberField, MoneyField): _numbers,
    (DateField,): _dates,
    (PersonField,): _person,
    (FileField,): _file,
    (GroupField,): _group,
}
