"""What LINE tells is believed only when LINE signed it."""

import asyncio
import json
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import ClientSession, web
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages.gateways import line_hook
from tsunagaru.engines.messages.gateways.line_hook import (
    CannotReadHook,
    Followed,
    Linked,
    Pressed,
    Unfollowed,
    Wrote,
)
from tsunagaru.engines.messages.gateways.simulators.demo import LINE_SECRET
from tsunagaru.engines.messages.gateways.simulators.providers import Providers

EVENT = {
    "type": "follow",
    "mode": "active",
    "timestamp": 1_775_000_000_000,
    "webhookEventId": "01H",
    "source": {"type": "user", "userId": "U1"},
    "deliveryContext": {"isRedelivery": True},
}


def told(*events):
    body = json.dumps({"destination": "U0", "events": events}).encode()
    return line_hook.read(body, line_hook.sign(body, "s"), secret="s")


def test_each_kind_of_event_is_a_plain_fact():
    message = {"message": {"type": "text", "text": "川があふれそう"}, "replyToken": "r"}
    hook = told(
        EVENT,
        EVENT | {"type": "unfollow"},
        EVENT | {"type": "message", **message},
        EVENT | {"type": "postback", "postback": {"data": "safe=1"}},
        EVENT | {"type": "accountLink", "link": {"result": "ok", "nonce": "n"}},
    )
    kinds = [Followed, Unfollowed, Wrote, Pressed, Linked]
    assert [type(event) for event in hook.events] == kinds
    assert {(event.user, event.event_id, event.repeated) for event in hook.events} == {
        ("U1", "01H", True)
    }
    assert hook.events[0].at.isoformat() == "2026-03-31T23:33:20+00:00"
    assert (hook.events[2].text, hook.events[3].data) == ("川があふれそう", "safe=1")
    assert (hook.events[4].nonce, hook.events[4].linked) == ("n", True)


@pytest.mark.parametrize(
    "strange",
    [
        EVENT | {"type": "videoPlayComplete"},
        EVENT | {"source": {"type": "group", "groupId": "C1"}},
        EVENT | {"mode": "standby"},
        EVENT | {"timestamp": "yesterday"},
        EVENT | {"type": "message", "message": {"type": "sticker"}},
        {},
        7,
    ],
)
def test_an_event_we_do_not_know_hides_no_other(strange):
    hook = told(strange, EVENT)
    assert (len(hook.events), hook.passed_over) == (1, 1)


@pytest.mark.parametrize("secret", ["", "another"])
def test_a_forged_notification_is_refused(secret):
    body = json.dumps({"events": [EVENT]}).encode()
    with pytest.raises(CannotReadHook):
        line_hook.read(body, line_hook.sign(body, secret), secret="s")
    with pytest.raises(CannotReadHook):
        line_hook.read(body, line_hook.sign(body, ""), secret="")
    with pytest.raises(CannotReadHook):
        line_hook.read(body + b" ", line_hook.sign(body, "s"), secret="s")


@given(st.binary(max_size=200), st.text(max_size=60))
def test_no_bytes_break_the_reading(body, signature):
    with pytest.raises(CannotReadHook):
        line_hook.read(body, signature, secret="s")
    with suppress(CannotReadHook):
        assert line_hook.read(body, line_hook.sign(body, "s"), secret="s").events == ()


@asynccontextmanager
async def a_town(taken, enough):
    done = asyncio.Event()

    async def take(request):
        signature = request.headers["X-Line-Signature"]
        taken.append(line_hook.read(await request.read(), signature, secret=LINE_SECRET))
        if len(taken) >= enough:
            done.set()
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/hook", done
    finally:
        await runner.cleanup()


def test_the_simulated_line_tells_twice_and_backwards_when_asked():
    taken: list[line_hook.Hook] = []

    async def run():
        them = Providers()
        await them.listen()
        async with a_town(taken, 4) as (url, done), ClientSession() as session:
            knobs = {"hook_url": url, "receipts_twice": True, "receipts_backwards": True}
            control = f"http://127.0.0.1:{them.http}/control"
            await session.post(control, json={"line": knobs})
            events = [{"type": "follow", "user": "U1"}, {"type": "unfollow", "user": "U1"}]
            await session.post(f"{control}/line/events", json={"events": events})
            await asyncio.wait_for(done.wait(), 10)
        await them.stop()

    asyncio.run(run())
    events = [hook.events[0] for hook in taken]
    assert [type(event) for event in events] == [Unfollowed, Unfollowed, Followed, Followed]
    assert [event.repeated for event in events] == [False, True, False, True]
    assert len({event.event_id for event in events}) == 2
