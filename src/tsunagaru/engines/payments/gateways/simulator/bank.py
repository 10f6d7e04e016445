"""A bank that answers requests for account transfers (模擬の金融機関), as the public layout says.

It knows nothing of the town: it reads the file that was sent, and writes the one that comes back.
"""

from collections.abc import Callable
from typing import Any

WIDTH, YEN, RESULT = 120, slice(80, 90), 111
LINE_END = b"\r\n"


def answer(sent: bytes, *, result_of: Callable[[int, int], str]) -> bytes:
    """Return the file the bank sends back (振替結果).

    Args:
        result_of: told the place of a debit, from 1, and its amount; gives the result code.
    """
    records = [sent[at : at + WIDTH] for at in range(0, len(sent), WIDTH + len(LINE_END))]
    header, debits, end = records[0], records[1:-2], records[-1]
    back, sums = [header], {"0": [0, 0], "": [0, 0]}
    for place, debit in enumerate(debits, start=1):
        yen = int(debit[YEN])
        code = result_of(place, yen)
        kept = sums["0" if code == "0" else ""]
        kept[0], kept[1] = kept[0] + 1, kept[1] + yen
        back.append(debit[:RESULT] + code.encode() + debit[RESULT + 1 :])
    back += [_trailer(sums), end]
    return b"".join(record + LINE_END for record in back)


def _trailer(sums: Any) -> bytes:  # noqa: ANN401 - counts and amounts by outcome
    (done, done_yen), (failed, failed_yen) = sums["0"], sums[""]
    text = f"8{done + failed:06d}{done_yen + failed_yen:012d}"
    text += f"{done:06d}{done_yen:012d}{failed:06d}{failed_yen:012d}"
    return text.ljust(WIDTH).encode()
