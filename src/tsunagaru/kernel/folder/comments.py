"""Comments of a YAML file (注釈): no values, but kept with the file; no number may stand there."""

import re
from collections.abc import Iterator

from tsunagaru.kernel import individual_number

_COMMENT = re.compile(r"(?:^|\s)#(.*)$")


def lines_with_number(text: str) -> Iterator[int]:
    """Yield the line of each comment that may hold an individual number (個人番号).

    Comments on lines that follow each other are read together: a number may go on below.
    """
    first, said = 0, ""
    for line, whole in enumerate([*text.splitlines(), ""], start=1):
        found = _COMMENT.search(whole)
        if found is not None:
            first, said = (first, f"{said}\n{found[1]}") if said else (line, found[1])
            continue
        if said and individual_number.find(said):
            yield first
        said = ""
