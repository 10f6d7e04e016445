"""Two small forms around a part (依頼と辞退の様式): whom to ask, and why it is not filled in."""

from collections.abc import Mapping

from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.questionnaires import api as questionnaires

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
CONTACT = questionnaires.read_questionnaire(
    {
        "pages": [
            {
                "code": ASK,
                "title": TITLE,
                "fields": [
                    {
                        "code": "recipient",
                        "kind": "text",
                        "label": RECIPIENT,
                        "hint": RECIPIENT_HINT,
                        "required": False,
                        "max_length": 80,
                    },
                    {
                        "code": "email",
                        "kind": "email",
                        "label": EMAIL,
                        "hint": EMAIL_HINT,
                        "required": False,
                    },
                ],
            }
        ]
    }
)
REFUSAL = questionnaires.read_questionnaire(
    {
        "pages": [
            {
                "code": DECLINE,
                "title": REASON,
                "fields": [
                    {
                        "code": "reason",
                        "kind": "textarea",
                        "label": REASON,
                        "hint": REASON_HINT,
                        "max_length": 300,
                        "rows": 3,
                    }
                ],
            }
        ]
    }
)


def contact_known(row: Application, shape: PartShape) -> Mapping[str, str]:
    """Return whom to ask as far as it is known: asked before, or named in the answers (依頼先)."""
    asked = row.contributions.filter(part=shape.code).order_by("-asked_at").first()
    if asked is not None and (asked.recipient or asked.email):
        return {"recipient": asked.recipient or "", "email": asked.email or ""}
    named = {"recipient": shape.recipient_field, "email": shape.email_field}
    found = {key: row.answers.get(field) for key, field in named.items() if field}
    return {key: answer for key, answer in found.items() if isinstance(answer, str)}
