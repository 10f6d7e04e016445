"""The pages of the stand-in (模擬サーバーの画面)."""

from collections.abc import Mapping, Sequence
from html import escape

from tsunagaru.ground.people.gateways.card_simulator.cards import PIN, SIGN_PASSWORD, TestCard

FRAME = """<!doctype html><html lang="ja"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>
body{{font:1.0625rem/1.7 sans-serif;margin:0 auto;max-width:36rem;padding:1rem;color:#1a1a1c}}
.note{{background:#fff3cd;padding:.5rem 1rem;border-left:.3rem solid #b58100}}
fieldset{{border:1px solid #767676;border-radius:.5rem;margin:1rem 0}}
label{{display:block;padding:.6rem .2rem;min-height:1.8rem}}
input[type=text]{{font:inherit;padding:.5rem;width:12rem;border:1px solid #595959}}
button{{font:inherit;padding:.7rem 1.4rem;margin:.5rem .5rem .5rem 0;border-radius:.5rem;
border:1px solid #0017c1;background:#0017c1;color:#fff}}
button.plain{{background:#fff;color:#0017c1}} .error{{color:#b00000;font-weight:bold}}
code{{word-break:break-all}}</style></head>
<body><p class="note">これは見本です。本物のデジタル認証アプリではありません。</p>
<h1>{title}</h1>{body}</body></html>"""

FORM = """{error}{what}<form method="post">{hidden}
<fieldset><legend>テスト用カードを選んでください</legend>{cards}</fieldset>
<p><label for="secret">{secret_label}（見本では {secret}）</label>
<input type="text" id="secret" name="secret" autocomplete="off" value=""></p>
<button name="act" value="ok">{button}</button>
<button class="plain" name="act" value="cancel">やめる</button></form>"""


def page(title: str, body: str) -> str:
    """Return a whole page."""
    return FRAME.format(title=escape(title), body=body)


def consent(
    cards: Sequence[TestCard],
    query: Mapping[str, str],
    *,
    error: str = "",
    chosen: str = "",
    digest: str = "",
) -> str:
    """Return the page on which a holder picks a card and types the number.

    Args:
        digest: what is to be signed; empty when only signing in.
    """
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in query.items()
    )
    radios = "".join(
        f'<label><input type="radio" name="card" value="{card.code}"'
        f"{' checked' if card.code == (chosen or cards[0].code) else ''}> "
        f"{escape(card.label)}</label>"
        for card in cards
    )
    scopes = query.get("scope", "").split()
    what = "<p>氏名・住所・生年月日・性別を町に渡します。</p>" if "name" in scopes else ""
    if digest:
        what = f"<p>次の内容に署名します（要約値）：<br><code>{escape(digest)}</code></p>"
    body = FORM.format(
        error=f'<p class="error" role="alert">{escape(error)}</p>' if error else "",
        what=what,
        hidden=hidden,
        cards=radios,
        secret=SIGN_PASSWORD if digest else PIN,
        secret_label="署名用電子証明書のパスワード" if digest else "利用者証明用の4桁の暗証番号",
        button="署名する" if digest else "認証する",
    )
    return page("電子署名" if digest else "マイナンバーカードの認証", body)
