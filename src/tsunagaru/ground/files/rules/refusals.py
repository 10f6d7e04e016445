"""Why a file is not kept (受け取れない理由), and what the person can do."""

from enum import StrEnum

from tsunagaru.kernel.sizes import MEGABYTE, format_size

MAX_BYTES = 20 * MEGABYTE  # no field may allow more; the upload itself is cut off here


class Reason(StrEnum):
    """Codes of refusals (理由コード)."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    WRONG_KIND = "wrong_kind"
    HEIC = "heic"
    OLD_OFFICE = "old_office"
    MACRO = "macro"
    ACTIVE = "active"
    LOCKED = "locked"
    BROKEN = "broken"
    BOMB = "bomb"
    PIXELS = "pixels"
    TWO_FACED = "two_faced"
    NAME = "name"
    NUMBER_IN_NAME = "number_in_name"
    NUMBER_INSIDE = "number_inside"
    NO_ROOM = "no_room"


_PHRASES: dict[Reason, str] = {
    Reason.TOO_LARGE: "ファイルが大きすぎます。{limit}以下のファイルを選んでください。",
    Reason.EMPTY: ("ファイルの中身が空です。ファイルを確かめて、もう一度選んでください。"),
    Reason.WRONG_KIND: ("この種類のファイルは受け取れません。{kinds}のファイルを選んでください。"),
    Reason.HEIC: (
        "HEIC形式の写真は受け取れません。"
        "JPEG形式で保存し直すか、画面を撮影した画像を選んでください。"
    ),
    Reason.OLD_OFFICE: (
        "古い形式、またはパスワード付きのOfficeファイルは受け取れません。"
        "パスワードを外し、docx、xlsx、PDFのいずれかで保存し直してください。"
    ),
    Reason.MACRO: (
        "マクロなどのプログラムを含むファイルは受け取れません。"
        "マクロのない形式（docx、xlsx）かPDFで保存し直してください。"
    ),
    Reason.ACTIVE: (
        "プログラムやファイルが埋め込まれたPDFは受け取れません。"
        "印刷の画面から「PDFとして保存」し直したものを選んでください。"
    ),
    Reason.LOCKED: (
        "パスワード付きのファイルは受け取れません。パスワードを外してから選んでください。"
    ),
    Reason.BROKEN: (
        "ファイルが壊れているため、読み取れません。ファイルを確かめて、もう一度選んでください。"
    ),
    Reason.BOMB: (
        "ファイルを開いたときの大きさが大きすぎるため、受け取れません。"
        "内容を減らして保存し直してください。"
    ),
    Reason.PIXELS: "画像の縦横が大きすぎます。写真を小さくしてから選んでください。",
    Reason.TWO_FACED: (
        "ファイルの中に別の種類のデータが混ざっているため、受け取れません。"
        "元の写真や書類を選んでください。"
    ),
    Reason.NAME: ("ファイル名に使えない文字が含まれています。名前を変えてから選んでください。"),
    Reason.NUMBER_IN_NAME: (
        "ファイル名に個人番号（マイナンバー）と思われる数字があります。"
        "番号を消した名前に変えてから選んでください。"
    ),
    Reason.NUMBER_INSIDE: (
        "ファイルの中に個人番号（マイナンバー）と思われる12桁の数字があります。"
        "この画面では受け取れません。番号を消すか隠したものを選んでください。"
    ),
    Reason.NO_ROOM: (
        "いま、ファイルを保存できません。少し待ってから、もう一度選んでください。"
        "続くときは、役場にお電話ください。ほかの入力は保存されています。"
    ),
}


class CannotKeep(Exception):
    """The file is refused (受け取れません).

    ``phrase`` with ``values`` filled in is the sentence for the person; ``phrases.yaml`` has it in
    the other languages.
    """

    def __init__(self, reason: Reason, **values: str) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.phrase = _PHRASES[reason]
        self.values = values

    @property
    def sentence(self) -> str:
        """Return why, and what to do, in Japanese."""
        return self.phrase.format_map(self.values)


def too_large(limit: int) -> CannotKeep:
    """Return the refusal of a file over a limit in bytes."""
    return CannotKeep(Reason.TOO_LARGE, limit=format_size(limit))
