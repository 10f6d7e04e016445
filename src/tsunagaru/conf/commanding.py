"""What the town's commands share (コマンドの共通部分)."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, SystemCheckError
from django.db import DatabaseError, connection

CALLED = "_called_from_command_line"  # Django's own mark
FIRST_TABLE = "django_migrations"
NOT_READY = (
    "町の準備がまだできていません。先に make up を実行してください。"
    " / The town is not set up yet: run make up first."
)
UNREACHABLE = (
    "データベースに接続できません。データベースが動いているか、"
    "TSUNAGARU_DATABASE の指定が正しいか、ご確認ください。 / The database cannot be reached."
)


class TownCommand(BaseCommand):
    """A command whose refusal is a plain sentence (コマンド), without a class's name before it.

    Django's checks look at the code, not at the town: ``make check`` runs them, and nobody who
    waits for a command, or for a worker to be there again, waits for them as well.
    """

    requires_system_checks: list[str] = []

    def execute(self, *args: Any, **options: Any) -> str | None:  # noqa: ANN401 - Django's signature
        """Run; on the command line a refusal ends the program with its sentence.

        Raises:
            CommandError: called from a program, or a trace was asked for.
            DatabaseError: neither a town that is not set up nor an absent database explains it.
        """
        told = not options.get("traceback") and getattr(self, CALLED, False)
        try:
            return super().execute(*args, **options)
        except SystemCheckError:
            raise
        except CommandError as error:
            if not told:
                raise
            self._end(str(error), error.returncode)
        except DatabaseError:
            if not told or not (sentence := why_unusable()):
                raise
            self._end(sentence, 1)
        return None

    def _end(self, sentence: str, code: int) -> None:
        self.stderr.write(sentence)
        sys.exit(code)


def why_unusable() -> str:
    """Return why no command can use the database now (使えない理由), or empty."""
    try:
        return "" if FIRST_TABLE in connection.introspection.table_names() else NOT_READY
    except DatabaseError:
        return UNREACHABLE
