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
from tsunagaru.engines.applications.queries.charges import bars
from tsunagaru.engines.applications.queries.procedures import procedures
from tsunagaru.engines.applications.services.living import fix_fees_for_a_day
from tsunagaru.kernel.offers import (
    Card,
    FileReader,
    Offers,
    PrivacyOffer,
    SearchSource,
    SimulatedAct,
)
from tsunagaru.kernel.panels import CasePanel

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
                "applications.Charge",
                "applications.Bundle",
                "applications.Contribution",
                "applications.Cosignature",
            ),
            export=export,
            erase=erase,
        ),
    ),
    search=(SearchSource(KIND, documents),),
    acts=(
        SimulatedAct(name="申請", order=20, live=apply_for_a_day, prepare=prepare),
        SimulatedAct(name="手数料の決定", order=40, live=fix_fees_for_a_day),
    ),
    panels=(CasePanel(kind="application", read=read, find=application_of_number, bars=bars),),
    procedures=lambda language: [(p.code, p.name.in_language(language)) for p in procedures()],
    file_readers=(
        FileReader(owner_kind="draft", may_read=may_read_draft),
        FileReader(owner_kind="application", may_read=may_read_application),
        FileReader(owner_kind="part", may_read=may_read_part),
    ),
)
