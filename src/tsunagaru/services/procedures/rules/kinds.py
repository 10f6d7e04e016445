"""The kinds of questions as staff choose them (項目の種類), each explained in a sentence."""

from collections.abc import Mapping
from typing import Any

KINDS: Mapping[str, tuple[str, str]] = {
    "text": ("1行の文字", "名前や番号など、短い文字を1行で書いてもらいます。"),
    "textarea": ("長い文章", "理由や説明など、何行かの文章を書いてもらいます。"),
    "kana": (
        "フリガナ",
        "カタカナの読みを書いてもらいます。ひらがなで書いても直して受け取ります。",
    ),
    "number": ("数", "人数や面積などの数を書いてもらいます。単位や上限を決められます。"),
    "money": ("金額", "円の金額を書いてもらいます。"),
    "date": ("日付", "年月日を書いてもらいます。元号でも西暦でも受け取ります。"),
    "choice": ("1つ選ぶ", "選択肢から1つを選んでもらいます。"),
    "multi": ("いくつでも選ぶ", "選択肢から当てはまるものをすべて選んでもらいます。"),
    "person": ("氏名", "姓・名・フリガナ・生年月日をまとめてたずねます。"),
    "address": ("住所", "郵便番号から住所を入れるボタンが付きます。"),
    "place": (
        "地図上の場所",
        "地図を押すか、大字を選んで、場所を知らせてもらいます。外部の地図は使いません。",
    ),
    "phone": ("電話番号", "電話番号を書いてもらいます。"),
    "email": ("メールアドレス", "メールアドレスを書いてもらいます。"),
    "file": ("ファイル", "写真やPDFを添えてもらいます。"),
    "declaration": ("確認・同意", "文を読んで、同意のチェックを付けてもらいます。"),
    "computed": ("計算", "ほかの答えから計算して表示します。入力はできません。"),
    "notice": ("お知らせ", "質問の間に、説明や注意を表示します。"),
    "group": ("繰り返し", "子ども1人ずつのように、同じ質問を件数の分だけたずねます。"),
}
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "text": ("max_length", "digits"),
    "textarea": ("max_length", "rows"),
    "kana": ("max_length",),
    "number": ("minimum", "maximum", "decimals", "unit"),
    "money": ("minimum", "maximum"),
    "date": ("earliest", "latest", "birthday"),
    "choice": ("show", "choices"),
    "multi": ("fewest", "most", "choices"),
    "person": ("kana", "birth"),
    "place": ("within_town",),
    "file": ("types", "max_mb", "max_count"),
    "declaration": ("text",),
    "computed": ("compute", "unit", "shown"),
    "notice": ("title", "text", "tone"),
    "group": ("entry", "unit", "fewest", "most"),
}
"""The settings of a kind that the editor's page shows; all kinds have label, hint and so on."""

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "text": {"max_length": 100, "digits": False},
    "textarea": {"max_length": 1000, "rows": 5},
    "kana": {"max_length": 60},
    "number": {"minimum": 0, "maximum": 999_999_999, "decimals": 0},
    "money": {"minimum": 0, "maximum": 999_999_999_999},
    "date": {"earliest": "", "latest": "", "birthday": False},
    "choice": {"show": ""},
    "multi": {"fewest": 0, "most": 0},
    "person": {"kana": True, "birth": True},
    "place": {"within_town": True},
    "file": {"types": ["pdf", "jpeg", "png", "heic"], "max_mb": 10, "max_count": 3},
    "computed": {"shown": True},
    "notice": {"tone": "info"},
    "group": {"fewest": 1, "most": 10},
}
"""What holds where a file says nothing; such values are not written into it."""
ALL_DEFAULTS: Mapping[str, Any] = {"required": True, "personal": "personal", "prefill": ""}

SILENT = frozenset({"notice", "computed"})
"""Kinds that take no answer, so that nothing about answering is asked of them."""

ORDER = (
    "code", "kind", "title", "text", "tone", "label", "hint", "entry", "unit", "compute", "shown",
    "choices", "show", "minimum", "maximum", "decimals", "earliest", "latest", "birthday", "when",
    "required", "max_length", "digits", "rows", "fewest", "most", "kana", "birth", "within_town",
    "types", "max_mb", "max_count", "prefill", "share", "checks", "personal", "fields",
)  # fmt: skip
"""In which order the keys of a field stand in a file."""

HEAD_ORDER = (
    "code", "name", "summary", "keywords", "life_events", "laws", "section", "field",
    "standard_days", "minutes", "fee", "payment", "visit", "seal", "identity", "identity_offered",
    "channels", "opened_on", "closed_on", "who", "eligibility", "attachments", "name_field",
    "email_field", "summary_field", "pages", "parts", "cosigners", "after", "outcomes", "appeal",
    "no_appeal", "demo", "yen", "rule", "reductions", "text",
)  # fmt: skip
"""In which order the keys of a procedure stand in a file, and at last those of its fee."""

ITEM_ORDER = (
    "code", "label", "name", "who", "resource", "when", "off", "yen", "rule", "reductions", "stops",
    "ok", "asked_by", "shares", "by", "count", "person_field", "days", "remind_days", "readable",
    "recipient_field", "email_field", "text",
    "message", "statement", "due_days", "required", "with_seal", "revenue", "refund_percent",
    "notice", "title", "body", "lines", "reasons", "pages", "like",
)  # fmt: skip
"""In which order the keys of outcomes, verdicts, parts and so on stand in a file."""

EVERYBODY = {"family": "小山", "given": "花子", "family_kana": "コヤマ", "given_kana": "ハナコ"}
DIGITS = "1234567890"
SAMPLES: Mapping[str, Any] = {
    "text": "見本",
    "textarea": "見本の文章です。",
    "kana": "ミホン",
    "money": 1000,
    "date": "-20d",
    "phone": "0550761111",
    "email": "hanako@town.example",
    "declaration": True,
    "person": {**EVERYBODY, "birth_on": "1980-04-01"},
    "place": {"latitude": "35.36010", "longitude": "138.98230", "words": "駅の前"},
    "address": {
        "postal_code": "410-1395",
        "prefecture": "静岡県",
        "city": "駿東郡小山町",
        "town": "藤曲",
        "street": "57番地の2",
        "building": "",
    },
}


def name_of_kind(kind: str) -> str:
    """Return what staff call a kind (種類の名前)."""
    return KINDS.get(kind, (kind, ""))[0]


def sample_of(field: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any answer
    """Return an answer for the examples of a demonstration (記入例の答え), None where none fits."""
    kind = str(field.get("kind", ""))
    if kind == "number":
        return field.get("minimum") or 1
    if kind == "group":
        entry = {one["code"]: sample_of(one) for one in field.get("fields", ())}
        return [{code: value for code, value in entry.items() if value is not None}]
    if kind in {"choice", "multi"}:
        return _sample_choice(field, many=kind == "multi")
    return DIGITS[: field.get("max_length")] if field.get("digits") else SAMPLES.get(kind)


def _sample_choice(field: Mapping[str, Any], *, many: bool) -> Any:  # noqa: ANN401 - one or several
    codes = [choice["code"] for choice in field.get("choices", ())]
    if not codes:
        return None
    return codes[:1] if many else codes[0]


def defaults_of(kind: str) -> dict[str, Any]:
    """Return what holds for a kind where the file says nothing (書かないときの値)."""
    return {**ALL_DEFAULTS, **DEFAULTS.get(kind, {})}
