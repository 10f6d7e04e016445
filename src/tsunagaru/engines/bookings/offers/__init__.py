"""What bookings offer upwards (予約の提供物)."""

from tsunagaru.engines.bookings.offers.acts import book_for_a_day
from tsunagaru.engines.bookings.offers.desk import items, read_stock
from tsunagaru.engines.bookings.offers.links import booking_link
from tsunagaru.engines.bookings.offers.past import visit_long_ago
from tsunagaru.engines.bookings.offers.privacy import erase, export
from tsunagaru.engines.bookings.offers.public import documents, read_card, ways_in, ways_to_cancel
from tsunagaru.engines.bookings.queries import retention
from tsunagaru.engines.bookings.queries.bookings import BOOKING_LINK
from tsunagaru.engines.bookings.services.disposing import dispose_paper
from tsunagaru.kernel.desk import WorkQueue
from tsunagaru.kernel.offers import (
    Card,
    Entrance,
    LateLink,
    Offers,
    PrivacyOffer,
    SearchSource,
    SimulatedAct,
    Stock,
)
from tsunagaru.kernel.papers import Papers

__all__ = ["OFFERS"]

OFFERS = Offers(
    package="engines.bookings",
    stocks=(
        Stock("bookable", "予約できる施設・窓口の数", ("kind", "facility", "section"), read_stock),
    ),
    work=(WorkQueue(name="bookings", title="予約", items=items),),
    cards=(Card(name="bookings", order=15, read=read_card),),
    entrances=(Entrance("予約する", 20, ways_in),),
    search=(SearchSource("bookable", documents), SearchSource("own-booking", ways_to_cancel)),
    late_links=(LateLink(name=BOOKING_LINK, make=booking_link),),
    papers=(
        Papers(
            kind=retention.KIND,
            code=retention.CODE,
            finished=retention.finished,
            find=retention.find,
            dispose=dispose_paper,
        ),
    ),
    privacy=(
        PrivacyOffer(
            name="bookings",
            title="予約",
            tables=("bookings.Booking", "bookings.Charge", "bookings.Trace"),
            export=export,
            erase=erase,
        ),
    ),
    acts=(SimulatedAct(name="予約", order=30, live=book_for_a_day, prepare=visit_long_ago),),
)
