"""What messages offer upwards (お知らせの提供物)."""

from tsunagaru.engines.messages.offers import notices
from tsunagaru.engines.messages.offers.acts import live_with_messages
from tsunagaru.engines.messages.offers.desk import (
    check_broadcasts,
    check_mailbox,
    choices,
    items,
    read_subscribers,
)
from tsunagaru.engines.messages.offers.privacy import erase, export
from tsunagaru.engines.messages.offers.public import confirm_link, read_card, settings_link, ways_in
from tsunagaru.kernel.desk import DeskCheck, WorkQueue
from tsunagaru.kernel.offers import (
    Card,
    Entrance,
    LateLink,
    Offers,
    PrivacyOffer,
    SimulatedAct,
    Stock,
)

__all__ = ["OFFERS"]

OFFERS = Offers(
    package="engines.messages",
    stocks=(Stock("subscriber", "お知らせの登録者の数", ("active",), read_subscribers),),
    work=(
        WorkQueue(name="broadcasts", title="お知らせの承認", items=items),
        WorkQueue(name="wordings", title="お知らせの文面の選択", items=choices),
    ),
    cards=(
        Card(name="messages", order=20, read=notices.card),
        Card(name="subscription", order=21, read=read_card),
    ),
    checks=(
        DeskCheck(name="emails", title="メールの送信状況", read=notices.check),
        DeskCheck(name="broadcasts", title="お知らせの配信状況", read=check_broadcasts),
        DeskCheck(name="mailbox", title="戻ってきたメールの受信箱", read=check_mailbox),
    ),
    entrances=(Entrance("お知らせを受け取る", 30, ways_in),),
    late_links=(
        LateLink(name="joining_confirm", make=confirm_link),
        LateLink(name="joining_settings", make=settings_link),
    ),
    privacy=(
        PrivacyOffer(
            name="messages",
            title="お知らせ",
            tables=("messaging.Notice", "messaging.Email"),
            export=notices.export,
            erase=notices.erase,
        ),
        PrivacyOffer(
            name="subscription",
            title="お知らせの受取りの登録",
            tables=(
                "messaging.Subscriber",
                "messaging.Contact",
                "messaging.Interest",
                "messaging.Permission",
            ),
            export=export,
            erase=erase,
        ),
    ),
    acts=(SimulatedAct(name="お知らせの配信", order=60, live=live_with_messages),),
)
