"""Differences between two definitions, thing by thing (定義の比較)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tsunagaru.services.procedures.rules import money
from tsunagaru.services.procedures.rules.labels import Labels
from tsunagaru.services.procedures.rules.telling import (
    CHANGED,
    Difference,
    moved,
    of_form,
    of_head,
    of_membership,
    of_value,
)
from tsunagaru.services.procedures.rules.trees import ja_of
from tsunagaru.services.procedures.rules.wording import worded

CODED = {"outcomes": "決定の種類", "parts": "ほかの人の記入", "cosigners": "連署する人"}
APART = frozenset({*CODED, "eligibility", "fee", "payment", "visit"})
NAMES = {
    "label": "呼び名",
    "name": "名前",
    "who": "書いてもらう人",
    "when": "条件",
    "stops": "申請を止めるか",
    "text": "文",
    "ok": "役目を果たした決定として数えるか",
    "title": "通知書の題名",
    "body": "通知書の文",
    "lines": "通知書に載せる答え",
    "reasons": "理由の文例",
    "shares": "見せる答え",
    "days": "日数",
    "asked_by": "依頼する人",
    "remind_days": "催促（期限の何日前か）",
    "required": "届くまで認めないか",
    "with_seal": "押印を求めるときだけ必要か",
    "readable": "申請した人が読めるか",
    "recipient_field": "名前が書いてある項目",
    "email_field": "メールの項目",
    "like": "質問を同じにするもの",
    "by": "署名の方法",
    "count": "人数",
    "statement": "署名する文",
}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return what a new definition changes (変わるところ), in the order people read it."""
    before, after = (worded(one, Labels(one)) for one in (before, after))
    found = [*of_head(before, after, APART), *_of_money(before, after)]
    found += _of_check(before.get("eligibility") or {}, after.get("eligibility") or {})
    found += of_form(before, after)
    for key, noun in CODED.items():
        found += _of_coded(noun, before.get(key) or (), after.get(key) or ())
    return found


def _of_money(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what changes in fee, reductions, payment and visit, each value in words."""
    old, new = before.get("fee") or {}, after.get("fee") or {}
    yield from _of_named("手数料", money.FEE, money.told_of_fee(old), money.told_of_fee(new))
    was, will = money.reductions_by_name(old), money.reductions_by_name(new)
    shown = ({name: {"label": name} for name in one} for one in (was, will))
    yield from of_membership("減免", *shown)
    for name in will:
        if name in was:
            yield from _of_named(f"減免「{name}」", money.REDUCTION, was[name], will[name])
    if moved(list(was), list(will)):
        yield Difference(CHANGED, "減免", "順番が変わりました。")
    for key, noun, names, told in (
        ("payment", "支払い", money.PAYMENT, money.told_of_payment),
        ("visit", "来庁の予約", money.VISIT, money.told_of_visit),
    ):
        yield from _of_named(noun, names, *(told(one.get(key) or {}) for one in (before, after)))


def _of_named(
    thing: str, names: Mapping[str, str], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Difference]:
    """Yield how values with names of their own change."""
    for key, name in names.items():
        yield from of_value(thing, name, old.get(key), new.get(key))


def _of_check(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what changes in the eligibility check: questions, what they mean, what fits."""
    noun = "対象の確認"
    forms = [{"pages": [{"code": "check", "title": noun, "fields": one.get("fields", ())}]}
             for one in (old, new)]  # fmt: skip
    yield from _within(noun, of_form(*forms))
    was, will = (_by_words(one.get("verdicts") or ()) for one in (old, new))
    yield from of_membership(f"{noun}の結果", was, will)
    for words in will.keys() & was.keys():
        yield from _of_values(f"{noun}の結果「{words}」", was[words], will[words])
    if moved(list(was), list(will)):
        yield Difference(CHANGED, f"{noun}の結果", "順番が変わりました。")
    yield from of_value(noun, "申請できるときの文", old.get("fits"), new.get("fits"))


def _by_words(verdicts: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return verdicts by what they say, for they have no code; a second with the same counts on."""
    found: dict[str, Mapping[str, Any]] = {}
    for one in verdicts:
        words = ja_of(one["text"])
        found[words if words not in found else f"{words}（{len(found) + 1}）"] = one
    return found


def _of_coded(
    noun: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[Difference]:
    old, new = ({str(one["code"]): one for one in each} for each in (before, after))
    yield from of_membership(noun, *(_named(one) for one in (old, new)))
    for code in new:
        if code in old:
            thing = f"{noun}「{_name(new[code])}」"
            yield from _of_values(thing, _flat(old[code]), _flat(new[code]))
            yield from _within(thing, of_form(old[code], new[code]))
    if moved(list(old), list(new)):
        yield Difference(CHANGED, noun, "順番が変わりました。")


def _named(things: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {code: {"label": _name(one)} for code, one in things.items()}


def _name(one: Mapping[str, Any]) -> str:
    return ja_of(one.get("label") or one.get("name"))


def _flat(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, **(one.get("notice") or {})}


def _of_values(thing: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    yield from _of_named(thing, NAMES, old, new)


def _within(noun: str, found: Iterator[Difference]) -> Iterator[Difference]:
    """Yield differences of a form inside a procedure, each saying where."""
    for one in found:
        yield replace(one, thing=f"{noun}の{one.thing}")
