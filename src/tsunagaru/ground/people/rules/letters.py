"""Rules about e-mails with a link (確認のメール): how long a link lives, what a letter says.

A letter names nobody and tells nothing of the person: an e-mail travels like a postcard.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What a letter is for (用途)."""

    SIGN_UP = "sign_up"
    RESET = "reset"
    EMAIL = "email"
    MOVED = "moved"
    FACTOR = "factor"


LIFETIMES = {
    Purpose.SIGN_UP: timedelta(hours=24),
    Purpose.RESET: timedelta(hours=1),
    Purpose.EMAIL: timedelta(hours=24),
    Purpose.MOVED: timedelta(hours=24),
    Purpose.FACTOR: timedelta(hours=24),
}


@dataclass(frozen=True)
class Words:
    """Title and paragraphs of a letter in Japanese; both are phrases (文面)."""

    title: str
    paragraphs: tuple[str, ...]


NOT_YOU = "心当たりがない場合は、このメールを捨ててください。何も変わりません。"
NO_REPLY = "このメールには返信できません。"
WORDS = {
    Purpose.SIGN_UP: Words(
        "利用者登録の確認",
        (
            "利用者登録の申込みがありました。登録を終えるには、次のリンクを開いてください。",
            "{link}",
            "リンクは24時間、1回だけ使えます。ほかの端末でも開けます。",
            NOT_YOU,
            NO_REPLY,
        ),
    ),
    Purpose.RESET: Words(
        "パスワードの再設定",
        (
            "パスワードの再設定の申込みがありました。次のリンクで新しいパスワードを決めてください。",
            "{link}",
            "リンクは1時間、1回だけ使えます。ほかの端末でも開けます。",
            NOT_YOU,
            NO_REPLY,
        ),
    ),
    Purpose.EMAIL: Words(
        "メールアドレスの確認",
        (
            "メールアドレスの変更の申込みがありました。このアドレスに変えるには、次のリンクを開いてください。",
            "{link}",
            "リンクは24時間、1回だけ使えます。ほかの端末でも開けます。",
            NOT_YOU,
            NO_REPLY,
        ),
    ),
    Purpose.MOVED: Words(
        "メールアドレスが変更されました",
        (
            "登録されているメールアドレスが、このアドレスから別のものに変わりました。",
            "心当たりがない場合は、役場にご連絡ください。",
            NO_REPLY,
        ),
    ),
}
FACTOR_CHANGES = {
    "passkey_added": "パスキーが追加されました。",
    "passkey_changed": "パスキーの名前が変わりました。",
    "passkey_removed": "パスキーが削除されました。",
    "app_added": "認証アプリが登録されました。",
    "app_removed": "認証アプリの登録が外れました。",
    "codes_changed": "復旧コードが新しくなりました。前のコードは使えません。",
    "codes_used": "復旧コードでサインインがありました。",
    "all_removed": "役場で本人確認をして、パスキー・認証アプリ・復旧コードの登録を取り消しました。",
}


def factor_words(change: str) -> Words:
    """Return what a letter says about a changed way to sign in (サインインの方法のお知らせ)."""
    title, told = "サインインの方法が変わりました", FACTOR_CHANGES[change]
    return Words(title, (told, "心当たりがない場合は、役場にご連絡ください。", NO_REPLY))


TAKEN = Words(
    "すでに登録があります",
    (
        "このメールアドレスを使う申込みがありましたが、このアドレスには、すでに登録があります。",
        "サインインは、次のページからできます。パスワードを忘れたときも、このページから再設定できます。",
        "{link}",
        NOT_YOU,
        NO_REPLY,
    ),
)
