"""What community offers upwards (地域活動の提供物)."""

from tsunagaru.kernel.desk import WorkQueue
from tsunagaru.kernel.offers import Card, Offers, PrivacyOffer, SimulatedAct, Stock
from tsunagaru.services.community.offers.acts import live_with_circulars
from tsunagaru.services.community.offers.desk import items, read_districts
from tsunagaru.services.community.offers.dues_acts import live_with_dues
from tsunagaru.services.community.offers.gathering_acts import live_with_gatherings
from tsunagaru.services.community.offers.minutes_acts import live_with_minutes
from tsunagaru.services.community.offers.privacy import erase, export
from tsunagaru.services.community.offers.public import read_card, read_gatherings, read_surveys
from tsunagaru.services.community.offers.survey_acts import live_with_surveys

__all__ = ["OFFERS"]

OFFERS = Offers(
    package="services.community",
    stocks=(Stock("district", "区の数", ("digital",), read_districts),),
    work=(WorkQueue(name="circulars", title="回覧の承認", items=items),),
    cards=(
        Card(name="circulars", order=18, read=read_card),
        Card(name="gatherings", order=19, read=read_gatherings),
        Card(name="surveys", order=20, read=read_surveys),
    ),
    privacy=(
        PrivacyOffer(
            name="community",
            title="回覧と区の役職・名簿・行事・会費・会議・アンケート",
            tables=(
                "community.RosterEntry",
                "community.PaperHome",
                "community.SignUp",
                "community.Member",
                "community.Relief",
                "community.Collection",
                "community.MinutesEdition",
                "community.SurveyAnswer",
            ),
            export=export,
            erase=erase,
        ),
    ),
    acts=(
        SimulatedAct(name="回覧", order=65, live=live_with_circulars),
        SimulatedAct(name="区の行事", order=66, live=live_with_gatherings),
        SimulatedAct(name="区の会費", order=67, live=live_with_dues),
        SimulatedAct(name="区の会議", order=68, live=live_with_minutes),
        SimulatedAct(name="区のアンケート", order=69, live=live_with_surveys),
    ),
)
