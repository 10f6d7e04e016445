"""What applications offer upwards (申請の提供物)."""

from tsunagaru.engines.applications.offers.acts import apply_for_a_day, prepare
from tsunagaru.engines.applications.offers.cards import read_card
from tsunagaru.engines.applications.offers.panels import may_read_application, may_read_draft, read
from tsunagaru.engines.applications.offers.privacy import erase, export
from tsunagaru.engines.applications.queries.applications import application_of_number
from tsunagaru.kernel.offers import (
    Card,
    CasePanel,
    FileReader,
    Offers,
    PrivacyOffer,
    SimulatedAct,
)

__all__ = ["OFFERS"]

OFFERS = Offers(
    package="engines.applications",
    cards=(Card(name="applications", order=10, read=read_card),),
    privacy=(
        PrivacyOffer(
            name="applications",
            title="申請と下書き",
            tables=(
                "applications.Draft",
                "applications.Application",
                "applications.AnswerVersion",
            ),
            export=export,
            erase=erase,
        ),
    ),
    acts=(SimulatedAct(name="申請", order=20, live=apply_for_a_day, prepare=prepare),),
    panels=(CasePanel(kind="application", read=read, find=application_of_number),),
    file_readers=(
        FileReader(owner_kind="draft", may_read=may_read_draft),
        FileReader(owner_kind="application", may_read=may_read_application),
    ),
)
