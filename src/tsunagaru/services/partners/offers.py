"""What partners offer upwards (連携先の提供物)."""

from tsunagaru.kernel.offers import FileReader, Offers
from tsunagaru.services.partners.services.filing import KIND

OFFERS = Offers(
    package="services.partners",
    file_readers=(FileReader(owner_kind=KIND, may_read=lambda *_: False),),
)
