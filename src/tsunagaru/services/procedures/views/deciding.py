"""Saying what came of a decision about seals (押印の決定の結果)."""

from django.contrib import messages

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.services.procedures import services

TELLING = (
    "{names}の様式には、押印や印鑑登録証明書の説明が残っています。様式の編集で直してください。"
)


def tell(request: PageRequest, done: services.DecidedSeals, verdict: str) -> None:
    """Tell what was decided, what was left out and why, and where words of a seal remain."""
    told = f"{len(done.codes)}件を「{verdict}」に決定しました。様式と公開の一覧に反映しました。"
    messages.success(request, told)
    if done.left:
        left = "　".join(done.left)
        messages.warning(request, f"次の{len(done.left)}件は、決定していません。{left}")
    if done.telling:
        names = "".join(f"「{name}」" for name in done.telling)
        messages.warning(request, TELLING.format(names=names))
