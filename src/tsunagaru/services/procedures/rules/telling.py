"""Differences between two definitions in plain words (違いの説明)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tsunagaru.kernel.folder.differences import text_of
from tsunagaru.services.procedures.rules.kinds import name_of_kind
from tsunagaru.services.procedures.rules.trees import ja_of, label_of

LANGUAGES = {"ja": "日本語", "easy": "やさしい日本語", "en": "英語"}
ADDED, REMOVED, CHANGED = "追加", "削除", "変更"
HEAD = {
    "name": "名称",
    "summary": "概要",
    "keywords": "探すときの言葉",
    "life_events": "場面",
    "laws": "根拠法令",
    "section": "所管課",
    "field": "分野",
    "standard_days": "標準処理期間",
    "minutes": "入力にかかる時間",
    "fee": "手数料",
    "payment": "支払い",
    "visit": "来庁の予約",
    "seal": "押印",
    "identity": "本人確認",
    "identity_offered": "選べる本人確認",
    "channels": "受付の方法",
    "opened_on": "受付の始まり",
    "closed_on": "受付の終わり",
    "who": "対象者",
    "eligibility": "対象の確認",
    "attachments": "必要書類",
    "name_field": "氏名の項目",
    "email_field": "メールの項目",
    "summary_field": "見分けるための項目",
    "parts": "ほかの人の記入",
    "cosigners": "連署する人",
    "after": "申請のあとの説明",
    "outcomes": "決定の種類と通知",
    "appeal": "教示",
    "no_appeal": "教示をしない理由",
    "demo": "見本の答え",
}
KEYS = {
    "hint": "説明",
    "kind": "種類",
    "when": "表示する条件",
    "text": "文",
    "title": "題名",
    "intro": "前書き",
    "max_length": "長さの上限（字）",
    "digits": "数字だけを入力",
    "rows": "入力欄の行数",
    "minimum": "最小",
    "maximum": "最大",
    "decimals": "小数の桁数",
    "unit": "単位",
    "earliest": "最も早い日",
    "latest": "最も遅い日",
    "birthday": "生年月日として入力",
    "show": "選択肢の見せ方",
    "fewest": "少なくとも",
    "most": "多くとも",
    "kana": "フリガナをたずねる",
    "birth": "生年月日をたずねる",
    "within_town": "町の中の場所だけを受け取る",
    "types": "ファイルの種類",
    "max_mb": "大きさの上限（MB）",
    "max_count": "ファイルの数",
    "compute": "計算式",
    "shown": "画面に表示",
    "tone": "調子",
    "entry": "1件の見出し",
    "prefill": "最初から入れておくもの",
    "share": "ほかの様式と共通の名前",
    "checks": "答えの確認",
    "personal": "データ区分",
    "optional": "空欄でもよいもの",
    "label": "質問の文",
    "choices": "選択肢",
    "fields": "繰り返しの中の項目",
}


@dataclass(frozen=True)
class Difference:
    """One difference (違い): what kind, of what, and the sentence."""

    kind: str
    thing: str
    sentence: str


def of_head(
    before: Mapping[str, Any], after: Mapping[str, Any], apart: frozenset[str]
) -> Iterator[Difference]:
    """Yield what changes in the head of a procedure (基本情報の違い).

    Args:
        apart: what is told elsewhere, thing by thing.
    """
    for key, name in HEAD.items():
        if key not in apart:
            yield from of_value(name, "", before.get(key), after.get(key))


def of_form(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what changes in the pages and fields of a form (様式の違い)."""
    yield from _of_pages(before, after)
    yield from _of_fields(before, after)


def _of_pages(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    old, new = _by_code(before.get("pages")), _by_code(after.get("pages"))
    yield from of_membership("ページ", old, new)
    for code in new:
        if code in old:
            thing = f"ページ「{label_of(new[code])}」"
            for key, name in (("title", "題名"), ("intro", "前書き"), ("when", "表示する条件")):
                yield from of_value(thing, name, old[code].get(key), new[code].get(key))
    if moved(list(old), list(new)):
        yield Difference(CHANGED, "ページ", "ページの順番が変わりました。")


def _of_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    old, new = _fields(before), _fields(after)
    old_fields = {code: field for code, (_, field) in old.items()}
    new_fields = {code: field for code, (_, field) in new.items()}
    yield from of_membership("項目", old_fields, new_fields)
    for code, (page, field) in new.items():
        if code in old:
            thing = f"項目「{label_of(field)}」"
            if old[code][0] != page:
                yield Difference(CHANGED, thing, f"ページ「{page}」に移りました。")
            yield from _of_field(thing, old[code][1], field)
    for one in _by_code(after.get("pages")).values():
        codes = [str(field["code"]) for field in one.get("fields", ())]
        name = label_of(one)
        was = [code for code, (place, _) in old.items() if place == name]
        if moved(was, codes):
            yield Difference(CHANGED, f"ページ「{name}」", "項目の順番が変わりました。")


def _of_field(
    thing: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    old, new = before.get("required", True), after.get("required", True)
    if old != new:
        said = {True: "必須になりました。", False: "任意になりました。"}
        sentence = (
            said[new] if isinstance(new, bool) else f"必須になる条件が「{new}」になりました。"
        )
        yield Difference(CHANGED, thing, sentence)
    if before.get("choices") and after.get("choices"):
        was, will = _by_code(before["choices"]), _by_code(after["choices"])
        yield from of_membership(f"{thing}の選択肢", was, will, whole=False)
        for code in will.keys() & was.keys():
            name = f"選択肢「{label_of(will[code])}」"
            yield from of_value(thing, name, was[code].get("label"), will[code].get("label"))
        if moved(list(was), list(will)):
            yield Difference(CHANGED, thing, "選択肢の順番が変わりました。")
    if moved(*(list(_by_code(one.get("fields"))) for one in (before, after))):
        yield Difference(CHANGED, thing, "中の項目の順番が変わりました。")
    for key in dict.fromkeys([*before, *after]):
        listed = key == "choices" and before.get(key) and after.get(key)
        if key not in {"code", "required", "fields"} and not listed:
            yield from of_value(thing, KEYS.get(key, key), before.get(key), after.get(key))


def of_membership(
    noun: str, old: Mapping[str, Any], new: Mapping[str, Any], *, whole: bool = True
) -> Iterator[Difference]:
    """Yield what was added and taken away (追加と削除)."""
    for code, one in new.items():
        if code not in old:
            kind = f"（{name_of_kind(one['kind'])}）" if "kind" in one else ""
            thing = f"{noun}「{label_of(one)}」" if whole else noun
            said = f"「{label_of(one)}」{kind}が追加されました。{_conditions(one)}"
            yield Difference(ADDED, thing, said)
    for code, one in old.items():
        if code not in new:
            thing = f"{noun}「{label_of(one)}」" if whole else noun
            yield Difference(REMOVED, thing, f"「{label_of(one)}」が削除されました。")


def _conditions(one: Mapping[str, Any]) -> str:
    """Return when something new is shown, and must be answered, unless always (条件)."""
    when, required = one.get("when"), one.get("required", True)
    shown = f"表示する条件は「{text_of(_plain(when))}」です。" if when else ""
    if required is True:
        return shown
    return shown + (f"必須になる条件は「{required}」です。" if required else "任意です。")


def of_value(thing: str, name: str, old: Any, new: Any) -> Iterator[Difference]:  # noqa: ANN401
    """Yield how one value changes, each language on its own (値の違い)."""
    if _plain(old) == _plain(new):
        return
    what = f"{name}が" if name else ""
    spoken = isinstance(old, Mapping) or isinstance(new, Mapping)
    if spoken and _is_words(old) and _is_words(new):
        for key, language in LANGUAGES.items():
            was, will = _in(old, key), _in(new, key)
            if was != will:
                told = f"{name}（{language}）が" if name else f"{language}が"
                yield Difference(CHANGED, thing, told + _became(was, will))
        return
    yield Difference(CHANGED, thing, what + _became(text_of(_plain(old)), text_of(_plain(new))))


def _became(was: str, will: str, limit: int = 80) -> str:
    short = [text if len(text) <= limit else text[: limit - 1] + "…" for text in (was, will)]
    if not will:
        return f"なくなりました（前：「{short[0]}」）。"
    if not was:
        return f"「{short[1]}」になりました（前：なし）。"
    if short[0] == short[1]:
        return "変わりました。くわしくは、下のファイルの違いを見てください。"
    return f"「{short[0]}」から「{short[1]}」に変わりました。"


def moved(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether what stays stands in another order (順番の違い)."""
    common = set(old) & set(new)
    return [one for one in old if one in common] != [one for one in new if one in common]


def _by_code(items: Sequence[Mapping[str, Any]] | None) -> dict[str, Mapping[str, Any]]:
    return {str(one["code"]): one for one in items or ()}


def _fields(tree: Mapping[str, Any]) -> dict[str, tuple[str, Mapping[str, Any]]]:
    found = {}
    for page in tree.get("pages") or ():
        for field in page.get("fields", ()):
            found[str(field["code"])] = (label_of(page), field)
            for member in field.get("fields", ()):
                found[str(member["code"])] = (label_of(field), member)
    return found


def _is_words(value: object) -> bool:
    return value is None or isinstance(value, str) or (isinstance(value, Mapping) and "ja" in value)


def _in(value: object, language: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(language) or "")
    return ja_of(value) if language == "ja" else ""


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a file
    """Return a value without the ways in which the same may be written."""
    if isinstance(value, Mapping):
        if set(value) == {"ja"}:
            return str(value["ja"])
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
