"""The usual layout (よくある作り): one Celery task per recipient, Redis, a row updated for each.

Runs in an environment of its own (``requirements/peer.lock``). ``celery -A`` runs it as a worker;
``python -m`` with the count writes the recipients, queues their tasks, waits for the last row, and
prints the seconds. Same texts, same recipients and same sealing as ours, connections kept open.
"""

import http.client
import json
import os
import smtplib
import sys
import threading
import time
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from celery import Celery  # type: ignore[import-not-found] # the peer's environment has it

from benchmarks.peers.people import BODY, TITLE, address_of
from tsunagaru.engines.messages.gateways import push_sealing

DATABASE = os.environ["PEER_DATABASE"]
HTTP, SMTP = int(os.environ["PEER_HTTP"]), int(os.environ["PEER_SMTP"])
SENDER = os.environ["PEER_SENDER"]
app = Celery("peer", broker=os.environ["PEER_BROKER"])
app.conf.update(task_ignore_result=True, worker_prefetch_multiplier=4, task_acks_late=True)
kept = threading.local()
DONE = "UPDATE peer_recipient SET state = %s, sent_at = now() WHERE id = %s"


@app.task(name="peer.send")  # type: ignore[untyped-decorator] # as above
def send(number: int, kind: str, address: str) -> None:
    """Hand one person's message to its provider, and write that down."""
    {"line": _line, "webpush": _push, "email": _mail}[kind](address)
    _database().execute(DONE, ["accepted", number])


def _database() -> psycopg.Connection[tuple[object, ...]]:
    if not hasattr(kept, "database"):
        kept.database = psycopg.connect(DATABASE, autocommit=True)
    found: psycopg.Connection[tuple[object, ...]] = kept.database
    return found


def _post(path: str, body: bytes, headers: dict[str, str]) -> None:
    if not hasattr(kept, "http"):
        kept.http = http.client.HTTPConnection("127.0.0.1", HTTP)
    kept.http.request("POST", path, body, headers)
    answer = kept.http.getresponse()
    answer.read()
    if answer.status >= 300:
        raise ConnectionError(answer.status)


def _line(address: str) -> None:
    said = {"to": address, "messages": [{"type": "text", "text": f"{TITLE}\n{BODY}"}]}
    headers = {
        "Authorization": os.environ["PEER_LINE"],
        "Content-Type": "application/json",
        "X-Line-Retry-Key": str(uuid4()),
    }
    _post("/v2/bot/message/push", json.dumps(said).encode(), headers)


def _push(address: str) -> None:
    to = push_sealing.read(address)
    plain = json.dumps({"title": TITLE, "body": BODY}, ensure_ascii=False).encode()
    headers = {
        "Authorization": os.environ["PEER_VAPID"],
        "Content-Encoding": "aes128gcm",
        "TTL": "3600",
    }
    _post(urlsplit(to.endpoint).path, push_sealing.seal(plain, to), headers)


def _mail(address: str) -> None:
    if not hasattr(kept, "smtp"):
        kept.smtp = smtplib.SMTP("127.0.0.1", SMTP)
    letter = f"From: {SENDER}\r\nTo: {address}\r\nSubject: notice\r\n\r\n{TITLE}\r\n{BODY}\r\n"
    kept.smtp.sendmail(SENDER, [address], letter.encode())


def main(count: int) -> float:
    """Return the seconds from the first row written to the last one marked as sent."""
    origin = f"http://127.0.0.1:{HTTP}"
    people = [(number, *address_of(number, origin)) for number in range(count)]
    with psycopg.connect(DATABASE, autocommit=True) as database:
        database.execute("DROP TABLE IF EXISTS peer_recipient")
        database.execute(
            "CREATE TABLE peer_recipient"
            " (id int PRIMARY KEY, kind text, address text, state text, sent_at timestamptz)"
        )
        began = time.time()
        with database.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO peer_recipient VALUES (%s, %s, %s, 'queued', NULL)", people
            )
        with app.producer_pool.acquire(block=True) as producer:
            for one in people:
                send.apply_async(one, producer=producer)
        while True:
            row = database.execute(
                "SELECT count(*), extract(epoch FROM max(sent_at)) FROM peer_recipient"
                " WHERE state = 'accepted'"
            ).fetchone()
            if row and row[0] == count:
                return float(row[1]) - began
            time.sleep(0.1)


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
