"""What payments offer upwards (支払いの提供物)."""

from tsunagaru.engines.payments.offers.cards import read_card
from tsunagaru.engines.payments.offers.figures import check_books, read_paypoints
from tsunagaru.engines.payments.offers.links import agreement_link, pay_link
from tsunagaru.engines.payments.offers.privacy import erase, export
from tsunagaru.engines.payments.offers.work import (
    agreements,
    differences,
    drawers,
    gaps,
    refunds,
    results,
)
from tsunagaru.engines.payments.queries.letters import AGREEMENT_LINK
from tsunagaru.engines.payments.queries.retention import ended_mandates, mandate_paper
from tsunagaru.engines.payments.services.disposing import dispose_mandate
from tsunagaru.engines.payments.services.living import pay_for_a_day
from tsunagaru.kernel.desk import DeskCheck, WorkQueue
from tsunagaru.kernel.offers import Card, LateLink, Offers, PrivacyOffer, SimulatedAct, Stock
from tsunagaru.kernel.papers import Papers

OFFERS = Offers(
    package="engines.payments",
    stocks=(
        Stock(
            name="paypoint",
            title="支払い窓口の数",
            dimensions=("cashless",),
            read=read_paypoints,
        ),
    ),
    work=(
        WorkQueue(name="refunds", title="返金", items=refunds),
        WorkQueue(name="drawers", title="レジの締め", items=drawers),
        WorkQueue(name="gaps", title="レジの過不足", items=gaps),
        WorkQueue(name="differences", title="照合の差異", items=differences),
        WorkQueue(name="agreements", title="口座振替の申込み", items=agreements),
        WorkQueue(name="transfer_results", title="口座振替の結果", items=results),
    ),
    checks=(DeskCheck(name="books", title="公金の帳簿", read=check_books),),
    acts=(SimulatedAct(name="支払い", order=50, live=pay_for_a_day),),
    papers=(
        Papers(
            kind="mandate",
            code="@transfers",
            finished=ended_mandates,
            find=mandate_paper,
            dispose=dispose_mandate,
        ),
    ),
    late_links=(
        LateLink(name="pay", make=pay_link),
        LateLink(name=AGREEMENT_LINK, make=agreement_link),
    ),
    cards=(Card(name="payments", order=15, read=read_card),),
    privacy=(
        PrivacyOffer(
            name="payments",
            title="請求と支払い",
            tables=(
                "payments.Invoice",
                "payments.Refund",
                "payments.Drawer",
                "payments.Difference",
                "payments.Mandate",
            ),
            export=export,
            erase=erase,
        ),
    ),
)
