"""Pages to be found, for tests (見本の検索対象)."""

from tsunagaru.kernel.offers import SearchDocument

_TOPICS = (
    "児童手当",
    "犬の登録",
    "粗大ごみ収集",
    "罹災証明書",
    "結婚新生活支援補助",
    "所得課税証明",
)
_PLACES = ("小山", "藤曲", "菅沼", "須走", "竹之下", "生土", "湯船", "柳島")
_FILLER = (
    "申請に必要な書類は、本人確認書類と申請書です。窓口の受付時間は、月曜日から金曜日の"
    "8時30分から17時15分までです。手数料がかかる場合があります。くわしくは担当課へお問い合わせ"
    "ください。代理人が手続きをする場合は、委任状を持ってきてください。"
)


def a_page(ref: str, title: str, body: str = "", **more: object) -> SearchDocument:
    """Return a page (検索対象)."""
    words: dict[str, object] = {"kind": "page", "url": f"/{ref}/", "audiences": ("public",)}
    return SearchDocument(ref=ref, title=title, body=body, **(words | more))  # type: ignore[arg-type]  # a test's words


def many_pages(count: int) -> list[SearchDocument]:
    """Return as many believable pages."""
    return [
        a_page(
            f"p{n}",
            f"{_PLACES[n % len(_PLACES)]}地区　{_TOPICS[n % len(_TOPICS)]}のご案内 {n}",
            f"{_TOPICS[(n * 7) % len(_TOPICS)]}について。" + _FILLER * (1 + n % 4),
            keywords=_TOPICS[(n * 3) % len(_TOPICS)],
            audiences=("public",) if n % 3 else ("staff", f"section:{n % 5}"),
        )
        for n in range(count)
    ]
