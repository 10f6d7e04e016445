"""Makes a data folder ready to run (起動の準備), doing only what is not done yet."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tsunagaru.conf import mark
from tsunagaru.conf.loading import load
from tsunagaru.ground.people import api as people
from tsunagaru.ground.search import api as search
from tsunagaru.kernel import clock
from tsunagaru.kernel.folder import Edited
from tsunagaru.kernel.offers import installed

DEMO_RESIDENTS = 2000


def prepare(say: Callable[[str], None], *, months: int) -> mark.Mark:
    """Migrate, load the town, let the demo live: each only when something changed.

    Args:
        say: tells the person who waits what is being done.
        months: how long the demo town is simulated at its first start; 0 leaves it empty.

    Returns:
        The mark that was left.
    """
    if done := mark.ready():
        return done
    before, now = mark.read(), mark.present()
    settings.TSUNAGARU_HOME.mkdir(parents=True, exist_ok=True)
    first = _begin_first()
    say("データベースを準備しています… / Preparing the database …")
    call_command("migrate", verbosity=0, interactive=False)
    if before is None or before.statics != now.statics:
        call_command("collectstatic", verbosity=0, interactive=False)  # compressed, named by hash
    if before is None or before.town != now.town or before.version != now.version:
        say(f"町フォルダを読み込んでいます：{settings.TSUNAGARU_TOWN.name}")
        changes = load(settings.TSUNAGARU_TOWN, at=clock.now(), edited=Edited.KEEP)
        say(f"  {len(changes)}件を反映しました。")
        for change in changes:
            if change.kind == "conflict":
                say(f"  {change}")
    search.rebuild([source for offers in installed() for source in offers.search])
    if first and settings.TSUNAGARU_DEMO:
        _live(say, months)
    return _finish(now)


def adopt() -> None:
    """Make a restored database ready to run (復元後の準備): no demo, no town folder over it."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    _finish(mark.present())


def _finish(now: mark.Mark) -> mark.Mark:
    done = replace(now, people=_demo_people())
    mark.write(done)
    _unfinished().unlink(missing_ok=True)
    return done


def _begin_first() -> bool:
    """Tell whether this is the first preparation, and note that it has begun.

    Only a demo that was never finished is cleared away; a database without a mark may be a
    restored one, or an older version's, and holds what nobody may lose.
    """
    if _unfinished().exists() and settings.TSUNAGARU_DEMO:
        connection.close()
        for path in settings.TSUNAGARU_HOME.glob("town.sqlite3*"):
            path.unlink()
    elif MigrationRecorder(connection).has_table():
        return False
    _unfinished().touch()
    return True


def _unfinished() -> Path:
    return Path(settings.TSUNAGARU_HOME) / "first-preparation"


def _live(say: Callable[[str], None], months: int) -> None:
    people.create_demo_people(at=clock.now())
    if months:
        say(f"町の{months}か月の利用を模擬しています… / Simulating {months} months of use …")
        call_command("simulate", residents=DEMO_RESIDENTS, months=months, seed=1, verbosity=0)


def _demo_people() -> tuple[str, ...]:
    """Return the demo sign-ins as lines to print."""
    if not settings.TSUNAGARU_DEMO:
        return ()
    accounts = people.demo_accounts(at=clock.now())
    return tuple("　".join(str(value) for value in account.values()) for account in accounts)
