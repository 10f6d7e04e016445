"""By what applicants are identified, in words (本人確認の手段)."""

from tsunagaru.engines.applications.rules import Document, Identity

DOCUMENTS = (
    (Document.CARD, "マイナンバーカード"),
    (Document.LICENCE, "運転免許証・運転経歴証明書"),
    (Document.PASSPORT, "旅券（パスポート）"),
    (Document.RESIDENCE_CARD, "在留カード・特別永住者証明書"),
    (Document.DISABILITY, "障害者手帳など"),
    (Document.TWO_PAPERS, "資格確認書・年金手帳などの二点"),
    (Document.CALL_BACK, "登録の電話番号へのかけ直し（電話受付）"),
)
LATER = "later"
"""Chosen where a clerk was shown nothing, and will be: what is filed counts as not identified."""
WHY = {
    "revoked": "署名用電子証明書が失効しています。"
    "住所や氏名を変えたときは、新しい証明書が必要です。",
    "expired": "署名用電子証明書の有効期限が切れています。役場の窓口で更新できます。",
    "holder": "署名した方が、申請者と違います。ご本人のカードで署名してください。",
    "usage": "サインイン用の証明書では署名できません。署名用のパスワードで署名してください。",
    "late": "7日のあいだ、証明書が有効か確かめられませんでした。もう一度、署名してください。",
    "closed": "受付が終わっているか、内容に直すところがあります。内容を確かめてください。",
}
DOUBT = "署名を確かめられませんでした。もう一度、署名してください。"
"""Why a signature, or what was signed, is not taken, by code, and what to do (署名の不採用)."""
MEANS: dict[str, str] = {
    **{code.value: name for code, name in DOCUMENTS},
    Identity.CARD_SIGNATURE.value: "マイナンバーカードによる電子署名（検証済み）",
}
