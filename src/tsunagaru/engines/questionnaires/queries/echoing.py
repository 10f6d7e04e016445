"""Parts of a page (ページの部品), and what stands in its boxes (入力欄の値)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tsunagaru.engines.questionnaires.definitions import NoticeField, Plain
from tsunagaru.engines.questionnaires.queries.answers import Written, write_answer
from tsunagaru.engines.questionnaires.queries.boxes import AskedField
from tsunagaru.ground.ui.phrases import ENGLISH

if TYPE_CHECKING:
    from tsunagaru.engines.questionnaires.queries.grouping import GroupView

LONGEST_ECHO = 20_000


@dataclass(frozen=True)
class Block:
    """One thing on a page (ページの部品): a question, a notice, a computed value or a group.

    Args:
        kind: ``field``, ``notice``, ``computed`` or ``group``.
        field: the question, for ``field``.
        title: headline of a notice, label of a computed value.
        text: body of a notice, the computed value.
        tone: ``info`` or ``warning``, of a notice.
        group: the group, for ``group``.
        reacts: whether other questions of the page depend on the answer.
        added: the questions that are new because of the answers, at the first of them.
    """

    kind: str
    field: AskedField | None = None
    title: str = ""
    text: str = ""
    tone: str = "info"
    group: "GroupView | None" = None
    reacts: bool = False
    added: tuple[AskedField, ...] = ()


def notice_block(one: NoticeField, language: str) -> Block:
    """Return a notice as it is shown (お知らせ)."""
    title = one.title.in_language(language) if one.title else ""
    return Block("notice", title=title, text=one.text.in_language(language), tone=one.tone)


def written_of(question: Plain, answer: Any, language: str) -> Written:  # noqa: ANN401 - any JSON value
    """Return a kept answer as typed; one that cannot be is left empty rather than in the way."""
    try:
        return write_answer(question, answer, western=language == ENGLISH)
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError):
        return {}


def echo(typed: str) -> str:
    """Return typed text as it can be shown again: not endless, and encodable."""
    return typed[:LONGEST_ECHO].encode("utf-8", "replace").decode().replace("\x00", "")
