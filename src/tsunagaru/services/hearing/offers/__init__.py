"""What public hearing offers upwards (広聴の提供物)."""

from tsunagaru.kernel.conversations import Conversation
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
from tsunagaru.services.hearing.offers.acts import live_with_inquiries
from tsunagaru.services.hearing.offers.desk import items, read_open
from tsunagaru.services.hearing.offers.privacy import erase, export
from tsunagaru.services.hearing.offers.public import read_card, status_link, ways_in
from tsunagaru.services.hearing.queries import finished, public
from tsunagaru.services.hearing.services.disposing import dispose
from tsunagaru.services.hearing.services.talking import hear
from tsunagaru.services.hearing.services.telling import LATE_LINK

__all__ = ["OFFERS"]

OFFERS = Offers(
    package="services.hearing",
    stocks=(Stock("inquiry", "終わっていない広聴の数", ("late",), read_open),),
    work=(WorkQueue(name="hearing", title="広聴", items=items),),
    cards=(Card(name="hearing", order=19, read=read_card),),
    entrances=(Entrance("町に意見・質問を送る", 60, ways_in),),
    search=(SearchSource(public.KIND, public.documents),),
    conversations=(Conversation("hearing", hear),),
    late_links=(LateLink(name=LATE_LINK, make=status_link),),
    papers=(
        Papers(
            kind=finished.KIND,
            code=finished.CODE,
            finished=finished.finished,
            find=finished.find,
            dispose=dispose,
        ),
    ),
    privacy=(
        PrivacyOffer(
            name="hearing",
            title="町に送った意見・質問",
            tables=("hearing.Inquiry", "hearing.Saying", "hearing.Trace", "hearing.Reply"),
            export=export,
            erase=erase,
        ),
    ),
    acts=(SimulatedAct(name="広聴", order=66, live=live_with_inquiries),),
)
