"""Rules of the intake (取込みの規則)."""

from enum import StrEnum


class State(StrEnum):
    """What became of an application from the portal (取込みの状態)."""

    DAMAGED = "damaged"
    WAITING = "waiting"
    FILED = "filed"
    CLOSED = "closed"


class Why(StrEnum):
    """Why a person must look at it (手で取り込む理由)."""

    DAMAGED = "damaged"
    UNKNOWN = "unknown_procedure"
    UNMAPPED = "unmapped_answers"
    UNFIT = "unfit_answers"
    CLOSED = "closed_procedure"
    NUMBER = "individual_number"
    COSIGNED = "needs_cosigners"


STATE_NAMES = {
    State.DAMAGED: "壊れて届いています",
    State.WAITING: "手で取り込むもの",
    State.FILED: "取り込み済み",
    State.CLOSED: "手で処理済み",
}
WHY_NAMES = {
    Why.DAMAGED: (
        "データが壊れています。ポータルには受け取りを返していないため、次の巡回でもう一度"
        "取りに行きます。続くときは、ポータルの画面で確かめてください。"
    ),
    Why.UNKNOWN: "町の手続きとの対応が決まっていません。",
    Why.UNMAPPED: "対応の決まっていない項目があります。",
    Why.UNFIT: "回答が、町の様式の決まりに合いません。",
    Why.CLOSED: "町で今は受け付けていない手続きです。",
    Why.NUMBER: (
        "個人番号（マイナンバー）と思われる数字を消したため、内容を確かめる必要があります。"
    ),
    Why.COSIGNED: (
        "ほかの方の署名（連署）が必要です。同意書が届いていることを確かめて窓口の画面から入力するか、"
        "申請した方に、町のサイトで署名を集めるよう連絡してください。"
    ),
}
