"""What a late link says (期限切れのリンク): one way for all who are asked by the applicant."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Late:
    """What a link was for and what follows (期限切れの案内); keys of the phrases.

    Args:
        about: a sentence with ``{procedure}``.
        steps: what whoever was asked does now, in order.
    """

    about: str
    steps: tuple[str, ...]


PART = Late(
    "町の「{procedure}」のために、記入を依頼されたものです。",
    (
        (
            "申請した方に、新しいリンクを求めてください。"
            "申請した方の画面にも、期限が過ぎたことが表示されています。"
        ),
        "新しいリンクを開くと、続きから入力できます。前のリンクとコードは、もう使えません。",
        "申請した方に連絡がとれないときや、紙で出したいときは、次の担当課にお電話ください。",
    ),
)
OFFICE_PART = Late(
    PART.about,
    (
        "次の担当課に、新しいリンクを求めてください。",
        PART.steps[1],
        "紙で出したいときも、次の担当課にお電話ください。",
    ),
)
COSIGN = Late(
    "町の「{procedure}」のために、署名を依頼されたものです。まだ申請されていません。",
    (
        "申請した方に、もう一度署名を依頼してもらい、新しいリンクを受け取ってください。",
        "新しいリンクを開くと、内容を確かめて署名できます。前のリンクとコードは、もう使えません。",
        "申請した方に連絡がとれないときや、窓口で署名したいときは、次の担当課にお電話ください。",
    ),
)
