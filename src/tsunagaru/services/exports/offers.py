"""What exports offer upwards (書き出しの提供物)."""

from urllib.parse import urlencode

from django.urls import reverse

from tsunagaru.kernel.offers import Offers, QueueLink


def _address(words: str, which: str) -> str:
    return f"{reverse('exports:cases')}?{urlencode({'q': words, 'which': which})}"


OFFERS = Offers(
    package="services.exports",
    queue_links=(QueueLink("この一覧を書き出す（CSV・Excel）", _address),),
)
