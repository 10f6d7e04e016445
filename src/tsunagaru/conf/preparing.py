"""Makes a data folder ready to run (起動の準備), doing only what is not done yet."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

import tsunagaru
from tsunagaru.conf.loading import load
from tsunagaru.ground.people import api as people
from tsunagaru.ground.search import api as search
from tsunagaru.kernel import clock
from tsunagaru.kernel.folder import Folder
from tsunagaru.kernel.offers import installed

DEMO_RESIDENTS = 3000


@dataclass(frozen=True)
class Prepared:
    """What was made ready, and from which sources (準備済みの印)."""

    version: str
    code: str
    town: str
    statics: str = ""


def prepare(say: Callable[[str], None], *, months: int) -> None:
    """Migrate, load the town, let the demo live: each only when something changed.

    Args:
        say: tells the person who waits what is being done.
        months: how long the demo town is simulated at its first start; 0 leaves it empty.
    """
    mark = settings.TSUNAGARU_HOME / "prepared.json"
    now = _state()
    before = _read(mark)
    if before == now and _has_database():
        return
    settings.TSUNAGARU_HOME.mkdir(parents=True, exist_ok=True)
    say("データベースを準備しています… / Preparing the database …")
    call_command("migrate", verbosity=0, interactive=False)
    if before is None or before.statics != now.statics:
        call_command("collectstatic", verbosity=0, interactive=False)  # compressed, named by hash
    if before is None or before.town != now.town or before.version != now.version:
        say(f"町フォルダを読み込んでいます：{settings.TSUNAGARU_TOWN.name}")
        changes = load(settings.TSUNAGARU_TOWN, at=clock.now())
        say(f"  {len(changes)}件を反映しました。")
    search.rebuild([source for offers in installed() for source in offers.search])
    if settings.TSUNAGARU_DEMO and before is None:
        people.create_demo_people(at=clock.now())
        _live(say, months)
    mark.write_text(json.dumps(asdict(now)), encoding="utf-8")


def _live(say: Callable[[str], None], months: int) -> None:
    if months:
        say(f"町の{months}か月の利用を模擬しています… / Simulating {months} months of use …")
        call_command("simulate", residents=DEMO_RESIDENTS, months=months, seed=1, verbosity=0)


def _has_database() -> bool:
    database = settings.DATABASES["default"]
    return "sqlite3" not in database["ENGINE"] or Path(database["NAME"]).exists()


def _state() -> Prepared:
    """Return the fingerprint of version, migrations and town folder."""
    source = Path(tsunagaru.__file__).parent
    names = sorted(str(p.relative_to(source)) for p in source.rglob("migrations/*.py"))
    return Prepared(
        version=tsunagaru.__version__,
        code=sha256("\n".join(names).encode()).hexdigest(),
        town=Folder(settings.TSUNAGARU_TOWN).digest(),
        statics=_digest(p for p in source.rglob("static/**/*") if p.is_file()),
    )


def _digest(paths: Iterable[Path]) -> str:
    return sha256(b"\0".join(path.read_bytes() for path in sorted(paths))).hexdigest()


def _read(mark: Path) -> Prepared | None:
    try:
        return Prepared(**json.loads(mark.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
