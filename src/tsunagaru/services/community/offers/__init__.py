"""What community offers upwards (地域活動の提供物)."""

from tsunagaru.kernel.desk import WorkQueue
from tsunagaru.kernel.offers import Card, Offers, PrivacyOffer, SimulatedAct, Stock
from tsunagaru.services.community.offers.acts import live_with_circulars
from tsunagaru.services.community.offers.desk import items, read_districts
from tsunagaru.services.community.offers.privacy import erase, export
from tsunagaru.services.community.offers.public import read_card

__all__ = ["OFFERS"]

OFFERS = Offers(
    package="services.community",
    stocks=(Stock("district", "区の数", ("digital",), read_districts),),
    work=(WorkQueue(name="circulars", title="回覧の承認", items=items),),
    cards=(Card(name="circulars", order=18, read=read_card),),
    privacy=(
        PrivacyOffer(
            name="community",
            title="回覧と区の役職・名簿",
            tables=("community.RosterEntry", "community.PaperHome"),
            export=export,
            erase=erase,
        ),
    ),
    acts=(SimulatedAct(name="回覧", order=65, live=live_with_circulars),),
)
