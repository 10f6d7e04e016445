"""Whether a rate may be shown (測れるかどうか): a denominator that lacks a channel is no whole."""

from collections.abc import Collection, Mapping

from tsunagaru.kernel.formula import Count, Formula, Operation, Source, sources
from tsunagaru.kernel.formula.terms import Negative, Number, Term

LACKS = "窓口・電話などの件数がまだ記録されていないため、割合を出せません。"


def lacking(formula: Formula, channels: Mapping[str, Collection[str]]) -> str:
    """Return why a rate by channel is not measurable yet, or nothing (測れない理由).

    A share of one channel among all channels needs the other channels to be recorded: while only
    that one was ever seen, the rate would read 100 % and mean nothing.

    Args:
        channels: by event, the channels under which it was ever recorded.
    """
    below = _below(formula.term)
    if below is None:
        return ""
    wanted = {dict(s.where)["channel"] for s in _counts(formula) if "channel" in dict(s.where)}
    wholes = [s for s in _leaves(below) if isinstance(s, Count) and "channel" not in dict(s.where)]
    for whole in wholes:
        seen = set(channels.get(whole.event, ()))
        if wanted and seen and seen <= wanted:
            return LACKS
    return ""


def _counts(formula: Formula) -> list[Count]:
    return [source for source in sources(formula) if isinstance(source, Count)]


def _below(term: Term) -> Term | None:
    """Return the denominator of ``A / B``, possibly times a constant."""
    if isinstance(term, Operation) and term.sign == "/":
        return term.right
    return None


def _leaves(term: Term) -> list[Source]:
    if isinstance(term, Operation):
        return [*_leaves(term.left), *_leaves(term.right)]
    if isinstance(term, Negative):
        return _leaves(term.term)
    return [] if isinstance(term, Number) else [term]
