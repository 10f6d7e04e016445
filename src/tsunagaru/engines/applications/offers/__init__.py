"""What applications offer upwards (申請の提供物)."""

from tsunagaru.engines.applications.offers.acts import apply_for_a_day, prepare
from tsunagaru.engines.applications.offers.cards import read_card
from tsunagaru.engines.applications.offers.entering import ways_in
from tsunagaru.engines.applications.offers.files import (
    may_read_application,
    may_read_draft,
    may_read_part,
    number_of_application,
    number_of_part,
    page_of_application,
    page_of_draft,
    page_of_part,
)
from tsunagaru.engines.applications.offers.links import part_link
from tsunagaru.engines.applications.offers.panels import read
from tsunagaru.engines.applications.offers.privacy import erase, export
from tsunagaru.engines.applications.offers.searching import KIND, documents
from tsunagaru.engines.applications.offers.segments import HOLDERS
from tsunagaru.engines.applications.offers.work import read_cosigning, read_parts
from tsunagaru.engines.applications.queries.applications import application_of_number
from tsunagaru.engines.applications.queries.charges import bars
from tsunagaru.engines.applications.queries.lacking import lacking
from tsunagaru.engines.applications.queries.parts import PART_LINK
from tsunagaru.engines.applications.queries.procedures import procedures
from tsunagaru.engines.applications.services.living import fix_fees_for_a_day
from tsunagaru.kernel.desk import WorkQueue
from tsunagaru.kernel.offers import (
    Card,
    Entrance,
    FileReader,
    LateLink,
    Offers,
    PrivacyOffer,
    SearchSource,
    SimulatedAct,
)
from tsunagaru.kernel.panels import CasePanel

__all__ = ["OFFERS"]

OFFERS = Offers(
    package="engines.applications",
    work=(
        WorkQueue("applications.parts", "第三者への依頼（町から）", read_parts),
        WorkQueue("applications.cosigning", "署名がそろわない申請", read_cosigning),
    ),
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
    segments=(HOLDERS,),
    entrances=(Entrance("質問に答えて必要な手続きを見る", 5, ways_in),),
    acts=(
        SimulatedAct(name="申請", order=20, live=apply_for_a_day, prepare=prepare),
        SimulatedAct(name="手数料の決定", order=40, live=fix_fees_for_a_day),
    ),
    panels=(
        CasePanel(
            kind="application", read=read, find=application_of_number, bars=bars, lacks=lacking
        ),
    ),
    procedures=lambda language: [(p.code, p.name.in_language(language)) for p in procedures()],
    late_links=(LateLink(name=PART_LINK, make=part_link),),
    file_readers=(
        FileReader("draft", may_read_draft, "入力中の申請", page_of_draft),
        FileReader(
            "application", may_read_application, "申請", page_of_application, number_of_application
        ),
        FileReader("part", may_read_part, "第三者が記入した書類", page_of_part, number_of_part),
    ),
)
