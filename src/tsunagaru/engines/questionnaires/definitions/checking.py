"""What is wrong with a form before anybody fills it (様式の検査)."""

from collections import Counter
from collections.abc import Iterator

from tsunagaru.engines.questionnaires.definitions.formulas import (
    Path,
    places_of,
    problem,
    problems_in_formulas,
)
from tsunagaru.engines.questionnaires.definitions.groups import ENTRY_NUMBER, Field, GroupField
from tsunagaru.engines.questionnaires.definitions.limits import limits_of
from tsunagaru.engines.questionnaires.definitions.questionnaire import Questionnaire
from tsunagaru.kernel.folder import Problem

RESERVED = frozenset({"today", "and", "or", "not", "in", "true", "false", ENTRY_NUMBER})
PREFILLED = frozenset(
    {
        "name",
        "kana",
        "birth_on",
        "sex",
        "postal_code",
        "address",
        "building",
        "phone",
        "email",
        "person",
        "address_parts",
        "household",
    }
)


def problems_in(questionnaire: Questionnaire) -> list[Problem]:
    """Return everything wrong with a form (様式の誤り), each with its path and a sentence."""
    found = [*_of_emptiness(questionnaire), *_of_codes(questionnaire), *_of_fields(questionnaire)]
    return found or list(problems_in_formulas(questionnaire))


def _every(form: Questionnaire) -> Iterator[tuple[Path, Field]]:
    """Yield every field with its path, those inside groups as well."""
    for path, _, field in places_of(form):
        yield path, field
        for number, member in enumerate(field.fields if isinstance(field, GroupField) else ()):
            yield (*path, "fields", number), member


def _of_emptiness(form: Questionnaire) -> Iterator[Problem]:
    if not form.pages:
        yield problem(("pages",), "ページを1つ以上書いてください。", "Write a page.")
    for number, page in enumerate(form.pages):
        if not page.fields:
            yield problem(
                ("pages", number, "fields"), "項目を1つ以上書いてください。", "Write a field."
            )


def _of_codes(form: Questionnaire) -> Iterator[Problem]:
    pages = Counter(page.code for page in form.pages)
    for number, page in enumerate(form.pages):
        if pages[page.code] > 1:
            ja = f"ページのコード「{page.code}」が2回以上あります。"
            yield problem(("pages", number, "code"), ja, f"Two pages share “{page.code}”.")
    fields = Counter(field.code for _, field in _every(form))
    for path, field in _every(form):
        if fields[field.code] > 1:
            ja = f"項目のコード「{field.code}」が2回以上あります。"
            yield problem((*path, "code"), ja, f"Two fields share “{field.code}”.")
        if field.code in RESERVED:
            ja = f"「{field.code}」は条件式で使う言葉なので、項目のコードにはできません。"
            yield problem((*path, "code"), ja, f"“{field.code}” is a word of expressions.")


def _of_fields(form: Questionnaire) -> Iterator[Problem]:
    for path, field in _every(form):
        for key, ja, en in limits_of(field):
            yield problem((*path, key), ja, en)
        known = getattr(field, "prefill", "")
        if known and known.partition(".")[0] not in PREFILLED:
            ja = f"prefill の「{known}」という値はありません。"
            yield problem((*path, "prefill"), ja, f"Nothing is called “{known}”.")
