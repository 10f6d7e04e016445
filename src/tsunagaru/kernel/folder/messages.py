"""Says what pydantic found in plain Japanese and English."""

from pydantic_core import ErrorDetails

Sentence = tuple[str, str]

_QUOTE = "文字で書いてください（数字だけのときは引用符で囲みます）。"
_WHOLE: Sentence = ("整数で書いてください。", "Write a whole number here.")
_NUMBER: Sentence = ("数で書いてください。", "Write a number here.")
_YES: Sentence = ("true か false で書いてください。", "Write true or false.")
_KEYS: Sentence = ("「項目名: 値」の形で書いてください。", "Write “key: value” lines here.")
_LIST: Sentence = (
    "箇条書き（行頭に「- 」）で書いてください。",
    "Write a list, each item after a dash.",
)
_CHOICE: Sentence = ("{expected} のどれかにしてください。", "It must be one of {expected}.")
_DATE: Sentence = (
    "日付・時刻は 2022-03-31 や 08:30 の形で書いてください。",
    "Write a date as 2022-03-31, a time as 08:30.",
)

_SENTENCES: dict[str, Sentence] = {
    "string_type": (_QUOTE, "Write text here; quote a bare number."),
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "bool_type": _YES,
    "bool_parsing": _YES,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "frozen_set_type": _LIST,
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "union_tag_not_found": (
        "種類を示す項目がありません。",
        "The key that names the kind is missing.",
    ),
    "union_tag_invalid": (
        "種類は {expected_tags} のどれかにしてください。",
        "The kind must be one of {expected_tags}.",
    ),
    "string_pattern_mismatch": (
        "この項目で使える書き方ではありません（{pattern}）。",
        "This is not written in the way this key needs ({pattern}).",
    ),
    "literal_error": _CHOICE,
    "enum": _CHOICE,
    "greater_than_equal": ("{ge} 以上にしてください。", "It must be at least {ge}."),
    "greater_than": ("{gt} より大きくしてください。", "It must be more than {gt}."),
    "less_than_equal": ("{le} 以下にしてください。", "It must be at most {le}."),
    "less_than": ("{lt} より小さくしてください。", "It must be less than {lt}."),
    "string_too_short": (
        "{min_length} 文字以上で書いてください。",
        "Write {min_length} or more characters.",
    ),
    "string_too_long": (
        "{max_length} 文字以内で書いてください。",
        "Write {max_length} characters at most.",
    ),
    "too_short": ("{min_length} 件以上が必要です。", "At least {min_length} are needed."),
    "too_long": ("{max_length} 件までです。", "At most {max_length} are allowed."),
    "missing": ("「{name}」がありません。", "“{name}” is missing."),
    "town": ("{ja}", "{en}"),
}


def explain(detail: ErrorDetails, *, name: str, close: str = "") -> Sentence:
    """Return one mistake as a sentence in Japanese and in English.

    Args:
        detail: what pydantic reports.
        name: the key it is about.
        close: a known key that resembles an unknown one, or empty.
    """
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown(name, close)
    default = _DATE if kind.startswith(("date", "time")) else _other(detail["msg"])
    ja, en = _SENTENCES.get(kind, default)
    context = {**detail.get("ctx", {}), "name": name}
    return ja.format_map(context), en.format_map(context)


def _other(message: str) -> Sentence:
    plain = message.removeprefix("Value error, ").replace("{", "{{").replace("}", "}}")
    return f"この値は使えません（{plain}）。", f"This value does not fit: {plain}."


def _unknown(name: str, close: str) -> Sentence:
    ja, en = f"「{name}」という項目はありません。", f"There is no key “{name}”."
    if close:
        ja += f"「{close}」のことでしょうか。"
        en += f" Did you mean “{close}”?"
    return ja, en
