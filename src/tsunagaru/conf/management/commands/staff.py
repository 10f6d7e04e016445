"""``tsunagaru staff first LOGIN``: the first member of staff of a new town."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from tsunagaru.conf.commanding import TownCommand
from tsunagaru.ground.people import api as people
from tsunagaru.kernel import clock


class Command(TownCommand):
    """Enter the first member of staff (最初の職員の登録), who enters all others on the pages."""

    help = "最初の職員（DX推進担当）を登録します。 / Enter the first member of staff."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare who it is."""
        parser.add_argument("act", choices=["first"])
        parser.add_argument("login", help="利用者名")
        parser.add_argument("--name", required=True, help="氏名")
        parser.add_argument("--kana", default="", help="フリガナ")
        parser.add_argument("--section", required=True, help="課の符号")
        parser.add_argument("--ask", action="store_true", help="パスワードを打ち込みます")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Enter the person and tell the first password, unless it was typed.

        Raises:
            CommandError: there is a DX office already, or what was told does not fit.
        """
        newcomer = people.Newcomer(
            login=options["login"],
            name=options["name"],
            kana=options["kana"],
            section=options["section"],
        )
        password = _asked() if options["ask"] else people.new_password()
        try:
            people.enter_first(newcomer, password=password, at=clock.now())
        except people.CannotEnterStaff as error:
            raise CommandError(error.sentence) from error
        self.stdout.write(f"登録しました。利用者名：{newcomer.login}")
        if not options["ask"]:
            self.stdout.write(f"はじめのパスワード（二度と表示しません）：{password}")


def _asked() -> str:
    """Return a password typed twice, unseen."""
    password = getpass("パスワード（10文字以上）：")
    if password != getpass("もう一度："):
        raise CommandError("2回のパスワードが異なります。")
    try:
        validate_password(password)
    except ValidationError as error:
        message = "パスワードが短すぎるか、推測されやすいものです。"
        raise CommandError(message) from error
    return password
