"""The town folder (町フォルダ): plain files read with line numbers, and written back byte-stable.

A package describes its files as `Definition` models and offers one `Part`; conf reads all parts,
calls `Folder.check()` and only then applies them, so that nothing is ever half-loaded.
"""

from tsunagaru.kernel.folder.differences import Described, compare
from tsunagaru.kernel.folder.document import Document
from tsunagaru.kernel.folder.folder import Edited, Folder
from tsunagaru.kernel.folder.model import Definition, wrong
from tsunagaru.kernel.folder.parts import Change, Part, TownPart
from tsunagaru.kernel.folder.problems import CannotLoad, Problem
from tsunagaru.kernel.folder.reader import read_yaml
from tsunagaru.kernel.folder.tables import Table

__all__ = [
    "CannotLoad",
    "Change",
    "Definition",
    "Described",
    "Document",
    "Edited",
    "Folder",
    "Part",
    "Problem",
    "Table",
    "TownPart",
    "compare",
    "read_yaml",
    "wrong",
]
