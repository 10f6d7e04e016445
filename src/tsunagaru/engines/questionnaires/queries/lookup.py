"""Filling an address in by its postal code (住所の検索), without JavaScript."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tsunagaru.engines.questionnaires.definitions import (
    AddressField,
    Field,
    GroupField,
    Page,
    Questionnaire,
)
from tsunagaru.engines.questionnaires.gateways.postal import find_place
from tsunagaru.engines.questionnaires.queries.answers import Raw, first_of
from tsunagaru.engines.questionnaires.queries.entries import keys_in
from tsunagaru.engines.questionnaires.queries.filling import page_of
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem
from tsunagaru.ground.ui.fields import look_up_name, part_name
from tsunagaru.ground.ui.phrases import say

NOT_FOUND = (
    "「{label}」の郵便番号から住所が見つかりませんでした。"
    "番号を確かめるか、住所をそのまま入力してください。"
)


@dataclass(frozen=True)
class LookedUp:
    """A page after a look-up (住所の検索結果): to be shown again, nothing was saved.

    Args:
        field: code of the address.
        raw: what was posted, with the address filled in.
        errors: what is wrong, when nothing was found.
    """

    field: str
    raw: Mapping[str, list[str]]
    errors: tuple[FieldProblem, ...] = ()


def look_up(form: Questionnaire, page_code: str, raw: Raw, *, language: str) -> LookedUp | None:
    """Answer the look-up button of an address (郵便番号から住所を入れる).

    Returns:
        None when another button was pressed.

    Raises:
        NoSuchPage: there is no such page.
    """
    for question in questions_posted(page_of(form, page_code), raw):
        if isinstance(question, AddressField) and look_up_name(question.code) in raw:
            return _filled(question, raw, language)
    return None


def questions_posted(page: Page, raw: Raw) -> Iterator[Field]:
    """Yield the questions of a page, those of the posted entries as well."""
    for one in page.fields:
        yield one
        if isinstance(one, GroupField):
            for key in keys_in(one, raw):
                yield from (one.placed(key, member) for member in one.asked)


def _filled(question: AddressField, raw: Raw, language: str) -> LookedUp:
    code = question.code
    posted = {name: list(values) for name, values in raw.items() if name != look_up_name(code)}
    place = find_place(first_of(raw, part_name(code, "postal_code"))[:30])
    if place is None:
        message = say(NOT_FOUND, language, label=question.label)
        return LookedUp(code, posted, (FieldProblem(code, message, ("postal_code",)),))
    for part in ("prefecture", "city", "town"):
        posted[part_name(code, part)] = [getattr(place, part)]
    if place.street:
        posted[part_name(code, "street")] = [place.street]
    return LookedUp(code, posted)
