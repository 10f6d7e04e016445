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
from tsunagaru.services.hearing.offers.idea_acts import live_with_ideas
from tsunagaru.services.hearing.offers.idea_privacy import erase_ideas, export_ideas
from tsunagaru.services.hearing.offers.ideas import (
    idea_items,
    ideas_link,
    read_idea_card,
    read_waiting,
    voices,
)
from tsunagaru.services.hearing.offers.privacy import erase, export
from tsunagaru.services.hearing.offers.public import read_card, status_link, ways_in
from tsunagaru.services.hearing.queries import finished, finished_ideas, found, public
from tsunagaru.services.hearing.services.disposing import dispose
from tsunagaru.services.hearing.services.emptying import dispose_idea
from tsunagaru.services.hearing.services.idea_news import IDEA_LINK
from tsunagaru.services.hearing.services.talking import hear
from tsunagaru.services.hearing.services.telling import LATE_LINK

__all__ = ["OFFERS"]

OFFERS = Offers(
    package="services.hearing",
    stocks=(
        Stock("inquiry", "終わっていない広聴の数", ("late",), read_open),
        Stock("idea", "確認を待つアイデアの数", (), read_waiting),
    ),
    work=(
        WorkQueue(name="hearing", title="広聴", items=items),
        WorkQueue(name="ideas", title="アイデア募集", items=idea_items),
    ),
    cards=(
        Card(name="hearing", order=19, read=read_card),
        Card(name="ideas", order=20, read=read_idea_card),
    ),
    entrances=(Entrance("町に意見・質問を送る", 60, ways_in),),
    search=(
        SearchSource(public.KIND, public.documents),
        SearchSource(found.KIND, found.documents),
    ),
    conversations=(Conversation("hearing", hear),),
    late_links=(
        LateLink(name=LATE_LINK, make=status_link),
        LateLink(name=IDEA_LINK, make=ideas_link),
    ),
    voices=voices,
    papers=(
        Papers(
            kind=finished.KIND,
            code=finished.CODE,
            finished=finished.finished,
            find=finished.find,
            dispose=dispose,
        ),
        Papers(
            kind=finished_ideas.KIND,
            code=finished.CODE,
            finished=finished_ideas.finished,
            find=finished_ideas.find,
            dispose=dispose_idea,
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
        PrivacyOffer(
            name="ideas",
            title="提案したアイデア",
            tables=("hearing.Idea",),
            export=export_ideas,
            erase=erase_ideas,
        ),
    ),
    acts=(
        SimulatedAct(name="広聴", order=66, live=live_with_inquiries),
        SimulatedAct(name="アイデア募集", order=67, live=live_with_ideas),
    ),
)
