"""What partners offer upwards (連携先の提供物)."""

from tsunagaru.kernel.offers import FileReader, Offers
from tsunagaru.kernel.remains import Remains
from tsunagaru.services.partners.services.disposing import dispose
from tsunagaru.services.partners.services.filing import KIND

OFFERS = Offers(
    package="services.partners",
    remains=(Remains(kind="application", empty=dispose),),
    file_readers=(
        FileReader(owner_kind=KIND, may_read=lambda *_: False, title="連携先からの申請"),
    ),
)
