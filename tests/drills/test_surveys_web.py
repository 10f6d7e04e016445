"""kill -9 while a district answers on the web (会員アンケートの訓練): each answer counts once."""

import json
import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tests.drills.answering import AT_WORDS
from tests.drills.conftest import NewTown, Tell
from tests.drills.databases import Database
from tests.drills.killer import Killer
from tests.drills.test_surveys import EVENTS, HOMES, Round, check, process
from tests.walks.town import Town, end

PEOPLE_AT_ONCE, KILLS, DONE_WITHIN_S = 4, 3, 180
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SENT, RECEIVED_BEFORE = 302, 409


class Stay(HTTPRedirectHandler):
    """Follows nothing: where the page sends one is the answer."""

    def redirect_request(self, *_: object) -> None:
        """Follow no redirection."""


def asked(town: Town, path: str, cookie: str, form: dict[str, object] | None = None) -> str:
    """Return the page at an address; with a form, the status of what came back."""
    body = urlencode(form, doseq=True).encode() if form else None
    told = Request(town.address + path, body, {"Cookie": cookie, "Origin": town.address})
    try:
        with build_opener(Stay).open(told, timeout=20) as answer:
            seen = answer.headers.get_all("Set-Cookie") or []
            page: str = answer.read().decode()
            return "; ".join(one.split(";")[0] for one in seen) + "\n" + page
    except HTTPError as error:
        return str(error.code)


def answer(town: Town, survey: str, number: int, session: str) -> bool:
    """Read the page and send the answers once; tell whether the household was told it is kept."""
    path = f"/surveys/{survey}/"
    try:
        cookies, _, page = asked(town, path, session).partition("\n")
        if not (found := TOKEN.search(page)):
            return False
        given = {"q1": number % 2, "q2": [0, 2], "q3": 1, f"q{AT_WORDS}": f"訓練{number}"}
        form = {"csrfmiddlewaretoken": found[1], **given}
        status = asked(town, path, f"{session}; {cookies}", form)
    except (URLError, OSError, HTTPException):
        return False
    return status in {str(SENT), str(RECEIVED_BEFORE)}


def answer_until_kept(town: Town, one: Round, number: int, session: str) -> int:
    """Try again, as people do, until both surveys have it; return how often it had to be."""
    until, torn = time.monotonic() + DONE_WITHIN_S, 0
    for survey in one.surveys:
        while not answer(town, survey, number, session):
            assert time.monotonic() < until, f"{number}: {survey}"
            torn += 1
            time.sleep(0.2)  # as long as a hand takes to press again
    one.received.add(number)
    return torn


def answer_and_kill(town: Town, one: Round, killer: Killer, sessions: list[str]) -> int:
    """Let some households begin to answer before each kill; return how often one was torn."""
    kills = KILLS * len(killer.targets)
    with ThreadPoolExecutor(PEOPLE_AT_ONCE) as crowd:
        doing = []
        for n in range(kills):
            doing += [
                crowd.submit(answer_until_kept, town, one, number, sessions[number])
                for number in range(n, len(sessions), kills)
            ]
            killer.kill(killer.targets[n % len(killer.targets)])
        return sum(done.result() for done in doing)


def test_an_answer_sent_on_the_web_is_stored_once_whatever_dies(
    database: Database, new_town: NewTown, tell: Tell
) -> None:
    town = new_town()
    found = json.loads(process(town, "ask", str(HOMES)).communicate()[0])
    before = database.ask(town, EVENTS)[0][0]
    one = Round(town, database, found["surveys"], found["homes"])
    up = town.start("up", "--months", "0")
    try:
        town.wait_until_up()
        killer = Killer(up.pid, database, random.Random(5))  # noqa: S311 - to repeat the drill
        torn = answer_and_kill(town, one, killer, found["sessions"])
        town.wait_until_up()
    finally:
        end(up)
    kills = f"kills: {killer.kills}, torn and sent again: {torn}"
    tell(f"{database.kind}: {HOMES} households on the web, {kills}")
    check(json.loads(process(town, "count").communicate()[0]), one)
    assert database.ask(town, EVENTS)[0][0] - before == 2 * HOMES
