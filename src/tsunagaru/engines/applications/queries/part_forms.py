"""Two small forms around a part (依頼と辞退の様式): whom to ask, and why it is not filled in."""

from collections.abc import Mapping

from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.questionnaires import api as questionnaires

Words = Mapping[str, str]
ASK, DECLINE = "ask", "decline"
RECIPIENT = {
    "ja": "依頼する相手（会社名や担当者名）",
    "easy": "たのむ 相手（会社や 人の 名前）",
    "en": "Whom you ask (company or person)",
}
RECIPIENT_HINT = {
    "ja": "あなたと町の担当課だけが見ます。",
    "easy": "あなたと 役場だけが 見ます。",
    "en": "Only you and the town see this.",
}
EMAIL = {
    "ja": "相手のメールアドレス",
    "easy": "相手の メールアドレス",
    "en": "Their e-mail address",
}
EMAIL_HINT = {
    "ja": (
        "入力すると、町が記入用のリンクをメールで送ります。"
        "空欄のときは、次の画面のリンクを伝えてください。"
    ),
    "easy": (
        "書くと、役場が リンクを メールで 送ります。書かない ときは、リンクを おしえて ください。"
    ),
    "en": "The town mails them the link. Leave it empty to pass the link on yourself.",
}
REASON = {
    "ja": "書けない理由（申請した方と町に伝わります）",
    "easy": "書けない 理由（申しこんだ 人と 役場に つたわります）",
    "en": "Why you cannot fill it in (the applicant and the town read this)",
}
REASON_HINT = {
    "ja": "例：すでに退職している。担当の部署が違う。",
    "easy": "例：もう やめた 人です。会社が ちがいます。",
    "en": "For example: the person has left, or another office is in charge.",
}
TITLE = {"ja": "依頼先", "easy": "たのむ 相手", "en": "Whom you ask"}
OFFICE_RECIPIENT = {"ja": "依頼する相手（医療機関名や担当者名）", "en": "Whom the town asks"}
OFFICE_HINT = {
    "ja": "町の担当課と、申請した方が見ます。",
    "en": "The town and the applicant see this.",
}
OFFICE_REASON_HINT = {
    "ja": "例：最近は診察していない。担当の医師が違う。",
    "easy": "例：さいきん みて いません。医者が ちがいます。",
    "en": "For example: not examined lately, or another doctor is in charge.",
}
OFFICE_REASON = {
    "ja": "書けない理由（町の担当課に伝わります）",
    "easy": "書けない 理由（役場に つたわります）",
    "en": "Why you cannot fill it in (the town reads this)",
}


def _contact(recipient: Words, hint: Words) -> questionnaires.Questionnaire:
    plain = {"required": False}
    named = {"code": "recipient", "kind": "text", "label": recipient, "hint": hint}
    email = {"code": "email", "kind": "email", "label": EMAIL, "hint": EMAIL_HINT}
    fields = [{**named, "max_length": 80, **plain}, {**email, **plain}]
    page = {"code": ASK, "title": TITLE, "fields": fields}
    return questionnaires.read_questionnaire({"pages": [page]})


def _refusal(reason: Words, hint: Words) -> questionnaires.Questionnaire:
    why = {"code": "reason", "kind": "textarea", "label": reason, "hint": hint}
    fields = [{**why, "max_length": 300, "rows": 3}]
    page = {"code": DECLINE, "title": reason, "fields": fields}
    return questionnaires.read_questionnaire({"pages": [page]})


CONTACT, OFFICE_CONTACT = (
    _contact(RECIPIENT, RECIPIENT_HINT),
    _contact(OFFICE_RECIPIENT, OFFICE_HINT),
)
REFUSAL, OFFICE_REFUSAL = _refusal(REASON, REASON_HINT), _refusal(OFFICE_REASON, OFFICE_REASON_HINT)


def contact_form(shape: PartShape) -> questionnaires.Questionnaire:
    """Return the form that asks whom the link goes to (依頼先の様式)."""
    return OFFICE_CONTACT if shape.by_office else CONTACT


def refusal_form(shape: PartShape | None) -> questionnaires.Questionnaire:
    """Return the form that asks why a part is not filled in (辞退の様式)."""
    return OFFICE_REFUSAL if shape and shape.by_office else REFUSAL


def contact_known(row: Application, shape: PartShape) -> Mapping[str, str]:
    """Return whom to ask as far as it is known: asked before, or named in the answers (依頼先)."""
    asked = row.contributions.filter(part=shape.code).order_by("-asked_at").first()
    if asked is not None and (asked.recipient or asked.email):
        return {"recipient": asked.recipient or "", "email": asked.email or ""}
    named = {"recipient": shape.recipient_field, "email": shape.email_field}
    found = {key: row.answers.get(field) for key, field in named.items() if field}
    return {key: answer for key, answer in found.items() if isinstance(answer, str)}
