"""How far the draft of an alert has come, and the alert itself (警報の案と警報の状態)."""

from enum import StrEnum


class State(StrEnum):
    """The states of a draft; all but waiting are final."""

    WAITING = "waiting"
    ISSUED = "issued"
    DISCARDED = "discarded"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


STATE_NAMES = {
    State.WAITING: "確かめ待ち",
    State.ISSUED: "発令した",
    State.DISCARDED: "使わないことにした",
    State.SUPERSEDED: "新しい情報に置き換わった",
    State.CANCELLED: "発表元が取り消した",
}


class AlertState(StrEnum):
    """The states of an alert; only one in force concerns anybody outside."""

    ASKED = "asked"
    IN_FORCE = "in_force"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DROPPED = "dropped"


ALERT_STATE_NAMES = {
    AlertState.ASKED: "確認待ち",
    AlertState.IN_FORCE: "発令中",
    AlertState.LIFTED: "解除した",
    AlertState.WITHDRAWN: "取り消した",
    AlertState.EXPIRED: "期限が過ぎた",
    AlertState.DROPPED: "取りやめた",
}


class What(StrEnum):
    """What is said of an alert (発表の種類)."""

    ISSUE = "issue"
    UPDATE = "update"
    LIFT = "lift"
    WITHDRAW = "withdraw"


WHAT_NAMES = {
    What.ISSUE: "発令",
    What.UPDATE: "続報",
    What.LIFT: "解除",
    What.WITHDRAW: "取消",
}
ENDED_BY = {What.LIFT: AlertState.LIFTED, What.WITHDRAW: AlertState.WITHDRAWN}
"""The states to which what ends an alert leads."""


class Step(StrEnum):
    """How far one thing to be said has come (発表の状態)."""

    ASKED = "asked"
    SAID = "said"
    DROPPED = "dropped"


STEP_NAMES = {Step.ASKED: "確認待ち", Step.SAID: "発表した", Step.DROPPED: "取りやめた"}
