"""What shelters offer upwards (避難所の提供物)."""

from tsunagaru.kernel.offers import Offers

OFFERS = Offers(package="services.shelters")
