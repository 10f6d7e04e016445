"""Reading what came, in whichever format (電文の読み取り)."""

from tsunagaru.services.emergency.gateways import cap, jma
from tsunagaru.services.emergency.gateways.xml import read_xml
from tsunagaru.services.emergency.rules.cap import as_telegram
from tsunagaru.services.emergency.rules.telegram import Telegram


def read_telegram(raw: bytes) -> Telegram:
    """Return a telegram of the agency, or a message in CAP 1.2 as one.

    Raises:
        CannotRead: it is refused, or neither.
    """
    if read_xml(raw).tag == f"{{{cap.NAMESPACE}}}alert":
        return as_telegram(cap.read_cap(raw))
    return jma.read_telegram(raw)
