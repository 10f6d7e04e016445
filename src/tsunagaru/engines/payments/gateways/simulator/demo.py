"""Where the demo's provider listens, and the keys of its two contracts (見本の契約)."""

AWAY, HIGHEST = 20_000, 65_000
KEYS = {
    "paypay": ("demo-paypay-key", "demo-paypay-secret"),
    "payjp": ("demo-payjp-key", "demo-payjp-webhook-secret"),
}


def port_of(town_port: str) -> int:
    """Return the provider's port beside the town's (模擬事業者のポート)."""
    port = int(town_port) + AWAY
    return port if port <= HIGHEST else int(town_port) - AWAY


def settings_of(town_port: str) -> dict[str, dict[str, str]]:
    """Return the demo's contracts as settings; they open nothing real (見本の設定)."""
    url = f"http://127.0.0.1:{port_of(town_port)}"
    return {
        name: {"url": url, "key": key, "secret": secret, "merchant": "demo"}
        for name, (key, secret) in KEYS.items()
    }
