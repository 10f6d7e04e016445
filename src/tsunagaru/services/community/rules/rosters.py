"""Who may read which field of a district's roster (名簿の閲覧): as its household agreed."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum


class Field(StrEnum):
    """What a household may write into the roster (名簿の項目)."""

    NAME = "name"
    PHONE = "phone"
    CONTACT = "contact"
    NOTE = "note"


FIELD_NAMES = {
    Field.NAME: "世帯の代表の氏名",
    Field.PHONE: "電話番号",
    Field.CONTACT: "緊急の連絡先",
    Field.NOTE: "災害のときに知っておいてほしいこと",
}


class Share(IntEnum):
    """How far a field may be read (同意の範囲); each one takes in those before it."""

    NOBODY = 0
    LEADERS = 1
    GROUP = 2
    TOWN = 3


SHARE_NAMES = {
    Share.NOBODY: "だれにも見せない（書いておくだけ）",
    Share.LEADERS: "区長・副区長だけ",
    Share.GROUP: "組長も",
    Share.TOWN: "町の職員も",
}


class Viewer(StrEnum):
    """As what somebody looks into a roster (見る人の立場)."""

    LEADER = "leader"
    GROUP = "group"
    TOWN = "town"


VIEWER_NAMES = {
    Viewer.LEADER: "区長・副区長",
    Viewer.GROUP: "組長",
    Viewer.TOWN: "町の職員",
}
_NEEDED = {Viewer.LEADER: Share.LEADERS, Viewer.GROUP: Share.GROUP, Viewer.TOWN: Share.TOWN}


def visible(shares: Mapping[str, int], viewer: Viewer) -> frozenset[Field]:
    """Return the fields this viewer may read; a field nobody agreed to is read by nobody."""
    return frozenset(one for one in Field if shares.get(one, Share.NOBODY) >= _NEEDED[viewer])
