"""What the boxes of forms are called (欄の名前): a name of a box alone tells no procedure."""

from tsunagaru.engines.applications.queries.procedures import current_version, form_of, procedures
from tsunagaru.engines.questionnaires import api as questionnaires

PARTS = {
    "postal_code": "郵便番号",
    "prefecture": "都道府県",
    "city": "市区町村",
    "town": "町名・大字",
    "street": "番地",
    "building": "建物名",
    "family": "姓",
    "given": "名",
    "family_kana": "セイ",
    "given_kana": "メイ",
}


def labels_of(box: str) -> list[str]:
    """Return what a box is called in the procedures in force, each wording once (欄の名前).

    Args:
        box: its name in the page, such as ``address-building`` or ``children-1-name``.
    """
    forms = [form_of(current_version(one.code)) for one in procedures()]
    asked = [one for form in forms for one in (form.questionnaire, *form.parts.values())]
    found = [_label_in(one, box.split("-")) for one in asked]
    return sorted({label for label in found if label})


def _label_in(form: questionnaires.Questionnaire, names: list[str]) -> str:
    placed = form.by_code.get(names[0])
    field = placed[1] if placed else None
    if field is None or field.kind == "notice":
        return ""
    rest, label = names[1:], field.label.ja
    if isinstance(field, questionnaires.GroupField) and len(rest) > 1:
        member = field.by_code.get(rest[1])
        if member is not None and member.kind != "notice":
            label = f"{label}の{member.label.ja}"
        rest = rest[2:]
    part = PARTS.get(rest[0], "") if rest else ""
    return f"{label}（{part}）" if part else label
