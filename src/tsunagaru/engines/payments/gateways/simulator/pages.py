"""Hosted pages, settlement files, control endpoint (支払いページ・精算ファイル・故障の注文)."""

from html import escape

from aiohttp import web

from tsunagaru.engines.payments.gateways.simulator import payjp, paypay
from tsunagaru.engines.payments.gateways.simulator.desk import DESK, Desk, badly
from tsunagaru.engines.payments.gateways.simulator.faults import Fault
from tsunagaru.engines.payments.gateways.simulator.store import Paid

NAMES = {"paypay": "コード決済（模擬）", "payjp": "カード決済（模擬）"}
PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{name}</title>
<style>body{{font-family:sans-serif;margin:0;background:#f4f4f2;color:#1a1a1a;line-height:1.7}}
main{{max-width:26rem;margin:2rem auto;padding:1.5rem;background:#fff;border:1px solid #999}}
.yen{{font-size:2rem;font-weight:bold;margin:0}}button{{font-size:1.125rem;width:100%;
padding:.8rem;margin-top:.8rem;border:2px solid #7a2e00;background:#7a2e00;color:#fff}}
button.back{{background:#fff;color:#7a2e00}}.demo{{background:#fff3c4;padding:.5rem}}</style></head>
<body><main><p class="demo">これは見本です。本当のお金は動きません。</p><h1>{name}</h1>{body}</main>
</body></html>"""
FORM = """<p>{title}</p><p class="yen">{yen:,}円</p>
<form method="post"><button name="act" value="pay">支払う</button>
<button class="back" name="act" value="cancel">支払わずに戻る</button></form>"""
ENDED = """<p>{sentence}</p><p><a href="{back}">町のページに戻る</a></p>"""


def _page(provider: str, body: str, status: int = 200) -> web.Response:
    text = PAGE.format(name=NAMES[provider], body=body)
    return web.Response(text=text, content_type="text/html", status=status)


def _ended(paid: Paid) -> web.Response:
    sentence = (
        "お支払いは完了しています。" if paid.state == "paid" else "このお支払いは終了しました。"
    )
    return _page(paid.provider, ENDED.format(sentence=sentence, back=escape(paid.back)))


def _paid(request: web.Request) -> Paid:
    paid = request.app[DESK].store.find(id=request.match_info["id"])
    if paid is None:
        raise web.HTTPNotFound
    return paid


async def show(request: web.Request) -> web.StreamResponse:
    """Show the hosted page."""
    paid = _paid(request)
    if paid.state != "open":
        return _ended(paid)
    return _page(paid.provider, FORM.format(title=escape(paid.title), yen=paid.amount))


async def press(request: web.Request) -> web.StreamResponse:
    """Pay or go back, then return to the town."""
    paid, asked = _paid(request), await request.post()
    desk = request.app[DESK]
    if asked.get("act") == "pay":
        desk.capture(paid)
    else:
        desk.store.move(paid.id, "cancelled")
    raise web.HTTPSeeOther(paid.back)


def _file(desk: Desk, provider: str, day: str) -> str:
    """Return the settlement file of a day, as right or wrong as ordered."""
    faults = desk.faults
    rows = []
    for kind, merchant, amount in desk.store.movements(provider, day):
        if faults.strikes(Fault.FILE_LINE_LOST):
            continue
        yen = amount + (10 if faults.strikes(Fault.FILE_WRONG_AMOUNT) else 0)
        fee = yen * desk.rates_bp[provider] // 10_000 + (
            1 if faults.strikes(Fault.FILE_WRONG_FEE) else 0
        )
        row = f"{day},{kind},{merchant},{yen},{fee if kind == 'payment' else -fee}"
        rows += [row, row] if faults.strikes(Fault.FILE_LINE_TWICE) else [row]
    if faults.strikes(Fault.FILE_LINE_STRANGE):
        rows.append(
            f"{day},payment,strange-{provider}-{day},777,{777 * desk.rates_bp[provider] // 10_000}"
        )
    return "\n".join(["day,kind,merchant_id,amount,fee", *rows, ""])


async def settlement(request: web.Request) -> web.StreamResponse:
    """Hand the file of a day out."""
    provider, day = request.match_info["provider"], request.match_info["day"]
    return web.Response(text=_file(request.app[DESK], provider, day), content_type="text/csv")


async def control(request: web.Request) -> web.StreamResponse:
    """Order a fault: ``{"fault": "drop_after", "times": 1}``; ``{}`` clears all."""
    asked = await request.json()
    faults = request.app[DESK].faults
    if not asked:
        faults.clear()
        return web.json_response({"faults": [fault.value for fault in Fault]})
    try:
        faults.order(Fault(asked["fault"]), int(asked.get("times", 1)))
    except (ValueError, KeyError):
        return web.json_response({"faults": [fault.value for fault in Fault]}, status=400)
    return web.json_response({"ordered": asked["fault"]})


async def health(_request: web.Request) -> web.StreamResponse:
    """Tell that we are there."""
    return web.json_response({"ok": True})


ROUTES = [
    web.get("/hosted/{id}", show),
    web.post("/hosted/{id}", press),
    web.get(r"/files/{provider:paypay}/{day}.csv", badly(paypay.signed(settlement))),
    web.get(r"/files/{provider:payjp}/{day}.csv", badly(payjp.keyed(settlement))),
    web.post("/control", control),
    web.get("/healthz", health),
]
