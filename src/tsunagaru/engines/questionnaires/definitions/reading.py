"""Reading a form from plain data (様式の読み込み), once in a process."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from tsunagaru.engines.questionnaires.definitions.checking import problems_in
from tsunagaru.engines.questionnaires.definitions.formulas import problem
from tsunagaru.engines.questionnaires.definitions.questionnaire import Questionnaire
from tsunagaru.kernel.folder import Document, Problem
from tsunagaru.kernel.folder.model import report

MOST_KEPT = 1000


class CannotReadQuestionnaire(Exception):
    """The form has mistakes (様式を読み込めません); ``problems`` has their paths and sentences."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{found.place}: {found.ja}" for found in self.problems))


def read_questionnaire(data: Mapping[str, Any]) -> Questionnaire:
    """Return a form (様式) from plain data; the same data gives the same object.

    Args:
        data: ``{"pages": [...]}`` as read from YAML or JSON.

    Raises:
        CannotReadQuestionnaire: the data is no form, or the form cannot work.
    """
    try:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        ja = "様式に、文字・数・true・false 以外の値があります。"
        raise CannotReadQuestionnaire([problem((), ja, "This is not plain data.")]) from None
    return _read(text)


@lru_cache(maxsize=MOST_KEPT)
def _read(text: str) -> Questionnaire:
    document = Document("", json.loads(text))
    try:
        form = Questionnaire.model_validate_json(text, strict=True)
    except ValidationError as error:
        report(document, Questionnaire, error)
        raise CannotReadQuestionnaire(document.problems) from None
    if problems := problems_in(form):
        raise CannotReadQuestionnaire(problems)
    return form
