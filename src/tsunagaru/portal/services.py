"""Writes of the portal (玄関の処理)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from tsunagaru.ground.ledger.api import publish, publish_many
from tsunagaru.ground.ui.navigation import GuardedLink, Navigation, install
from tsunagaru.ground.ui.town import Link
from tsunagaru.kernel.access import Kind, Role, staff_with
from tsunagaru.kernel.events import Channel
from tsunagaru.portal.events import SearchPerformed


@transaction.atomic
def record_search(*, found: int, page: str, at: datetime) -> None:
    """Record that somebody searched, and whether anything was found (検索を数える).

    Publishes:
        SearchPerformed
    """
    publish(_search(found, page, at))


@transaction.atomic
def record_searches(searches: Iterable[tuple[int, datetime]], *, page: str) -> int:
    """Record several searches at once, each with what it found and when (まとめて数える).

    Returns:
        How many they were.

    Publishes:
        SearchPerformed, one for each
    """
    events = [_search(found, page, at) for found, at in searches]
    publish_many(events)
    return len(events)


def _search(found: int, page: str, at: datetime) -> SearchPerformed:
    zero = "no" if found else "yes"
    return SearchPerformed(at=at, subject=uuid4(), channel=Channel.ONLINE, zero=zero, page=page)


def install_navigation() -> None:
    """Set the header's links for each audience (案内の表示)."""
    public = (
        Link("手続きを探す", "/procedures/"),
        Link("まちのDX計画", "/plan/"),
    )
    install(Kind.ANONYMOUS, Navigation(links=public, account=Link("サインイン", "/sign-in/")))
    install(
        Kind.RESIDENT,
        Navigation(
            links=(*public, Link("マイページ", "/my/")),
            account=Link("登録情報", "/me/"),
            sign_out="/sign-out/",
        ),
    )
    install(
        Kind.STAFF,
        Navigation(
            home="/staff/",
            links=_staff_links(),
            account=Link("自分の情報", "/me/account/"),
            sign_out="/sign-out/",
        ),
    )


def _staff_links() -> tuple[Link, ...]:
    return (
        Link("処理待ち", "/staff/"),
        Link("案件", "/staff/cases/"),
        GuardedLink("窓口・電話受付", "/staff/counter/", staff_with(Role.CLERK, Role.HEAD)),
        GuardedLink("番号札", "/staff/windows/", staff_with(Role.CLERK, Role.HEAD)),
        Link("お知らせの配信", "/staff/messages/"),
        GuardedLink("回覧", "/staff/circulars/", staff_with(Role.CLERK, Role.HEAD)),
        GuardedLink("広聴", "/staff/hearing/", staff_with(Role.CLERK, Role.HEAD)),
        GuardedLink("警報", "/staff/emergency/", staff_with(Role.CLERK, Role.HEAD)),
        GuardedLink("避難所", "/staff/shelters/", staff_with(Role.CLERK, Role.HEAD)),
        GuardedLink("予約", "/staff/bookings/", staff_with(Role.CLERK, Role.HEAD)),
        GuardedLink("支払い", "/staff/payments/", staff_with(Role.CLERK, Role.HEAD)),
        Link("手続台帳", "/staff/procedures/"),
        GuardedLink("API連携", "/staff/partners/", staff_with(Role.HEAD, Role.DX_OFFICE)),
        Link("DX計画", "/plan/staff/"),
        Link("職員と課", "/staff/people/"),
        GuardedLink("点検", "/staff/ledger/deliveries/", staff_with(Role.DX_OFFICE, Role.HEAD)),
        GuardedLink("個人番号", "/staff/security/numbers/", staff_with(Role.DX_OFFICE, Role.HEAD)),
        GuardedLink("保存と廃棄", "/staff/records/due/", staff_with(Role.DX_OFFICE, Role.HEAD)),
        GuardedLink("廃棄の記録", "/staff/records/disposals/", staff_with(Role.AUDITOR, Role.CIO)),
        GuardedLink("監査記録", "/staff/ledger/audit/", staff_with(Role.AUDITOR, Role.CIO)),
    )
