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
MEANS: dict[str, str] = {
    **{code.value: name for code, name in DOCUMENTS},
    Identity.CARD_SIGNATURE.value: "マイナンバーカードによる電子署名（検証済み）",
}
