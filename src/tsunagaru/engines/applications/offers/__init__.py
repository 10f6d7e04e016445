"""What applications offer upwards (申請の提供物)."""

from tsunagaru.engines.applications.offers.acts import apply_for_a_day, prepare
from tsunagaru.engines.applications.offers.cards import read_card
from tsunagaru.engines.applications.offers.panels import (
    may_read_application,
    may_read_draft,
    may_read_part,
    read,
)
from tsunagaru.engines.applications.offers.privacy import erase, export
from tsunagaru.engines.applications.offers.searching import KIND, documents
from tsunagaru.engines.applications.queries.applications import application_of_number
from tsunagaru.engines.applications.queries.procedures import procedures
from tsunagaru.kernel.offers import (
    Card,
    CasePanel,
    FileReader,
    Offers,
    PrivacyOffer,
    SearchSource,
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
                "applications.Bundle",
                "applications.Contribution",
                "applications.Cosignature",
            ),
            export=export,
            erase=erase,
        ),
    ),
    acts=(SimulatedAct(name="申請", order=20, live=apply_for_a_day, prepare=prepare),),
    search=(SearchSource(KIND, documents),),
    panels=(CasePanel(kind="application", read=read, find=application_of_number),),
    procedures=lambda: [(one.code, one.name.ja) for one in procedures()],
    file_readers=(
        FileReader(owner_kind="draft", may_read=may_read_draft),
        FileReader(owner_kind="application", may_read=may_read_application),
        FileReader(owner_kind="part", may_read=may_read_part),
    ),
)
