"""What was typed into a form that nobody knows any more, each with its label (入力していた内容).

The labels are those of the town's forms in force that have such a page and such questions. No
draft is read for them: whether there is one is nobody's to learn.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tsunagaru.engines.applications.models import Procedure
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.kinds import PARTS
from tsunagaru.ground.ui.phrases import say

Sent = Sequence[tuple[str, Sequence[str]]]
Labels = Mapping[str, str]
BOXES = {part.name: part.label for parts in PARTS.values() for part in parts}
JOIN = "-"
LONGEST = 4  # parts of a box's name: group, number of the entry, member, box


@dataclass(frozen=True)
class Typed:
    """One text with the label of its box; without one where no form has such a box (入力)."""

    label: str
    text: str


def recognised(sent: Sent, page: str, language: str) -> list[Typed]:
    """Return what was typed, in order, with the labels of the boxes it was typed into.

    Args:
        sent: the names of the boxes with what stood in each.
        page: the code of the form's page.
    """
    labels = _labels({code for name, _ in sent for code in _codes(name)}, page, language)
    return [Typed(_label(name, labels, language), text) for name, texts in sent for text in texts]


def _codes(name: str) -> tuple[str, str]:
    """Return the code of a question, and of a member of a group, that a box may belong to."""
    code, *rest = [part for part in name.split(JOIN) if not part.isdecimal()]
    return code, JOIN.join([code, *rest[:1]])


def _labels(codes: set[str], page: str, language: str) -> Labels:
    """Return the labels of questions, by code, where all forms that fit best agree."""
    found = [one for one in _forms(page, language) if codes & one.keys()]
    most = max((len(codes & one.keys()) for one in found), default=0)
    best = [one for one in found if len(codes & one.keys()) == most]
    said = {code: {one.get(code, "") for one in best} for code in codes}
    return {code: texts.pop() for code, texts in said.items() if len(texts) == 1}


def _forms(page: str, language: str) -> Iterator[Labels]:
    rows = Procedure.objects.filter(withdrawn_at=None).values_list("current", flat=True)
    for version in rows:
        form = form_of(version)
        for asked in (form.questionnaire, *form.parts.values()):
            here = [one for one in asked.questions if asked.by_code[one.code][0].code == page]
            yield {code: words for one in here for code, words in _named(one, language)}


def _named(one: questionnaires.Question, language: str) -> Iterator[tuple[str, str]]:
    """Yield a question's label, and those of a group's members, by code."""
    yield one.code, one.label.in_language(language)
    if isinstance(one, questionnaires.GroupField):
        for member in one.questions:
            yield JOIN.join([one.code, member.code]), member.label.in_language(language)


def _label(name: str, labels: Labels, language: str) -> str:
    """Return the label of a box: of its question, and what it is for among several."""
    (code, member), parts = _codes(name), name.split(JOIN)
    number = next((part for part in parts if part.isdecimal()), "")
    words = [f"{labels[code]}{number}" if labels.get(code) else ""]
    words += [labels.get(member, "")] if number else []
    if len(parts) == (LONGEST if number else 2):
        words += [say(BOXES[parts[-1]], language)] if parts[-1] in BOXES else []
    return "　".join(word for word in words if word) if words[0] else ""
