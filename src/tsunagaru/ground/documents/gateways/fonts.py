"""Font files (フォント): from the packages, and from Debian where it has better ones for names."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from fontTools.ttLib import TTFont

from tsunagaru.ground.documents.gateways import charmap
from tsunagaru.ground.documents.gateways.charmap import CharacterMap

PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
DEBIAN = (
    Path("/usr/share/fonts/truetype/bizud-gothic"),
    Path("/usr/share/fonts/truetype/morisawa-bizud-gothic"),
    Path("/usr/share/fonts/truetype/ipamj-mincho"),
    Path("/usr/share/fonts/opentype/ipamj-mincho"),
    Path("/usr/share/fonts/truetype/fonts-ipamj-mincho"),
)
ENDINGS = frozenset({".otf", ".ttf"})
# Readers first: the universal-design face, then the complete one, then the one for names.
ORDER = ("BIZ UDPGothic", "Noto Sans CJK JP", "IPAmjMincho")
_TYPOGRAPHIC, _PLAIN = 16, 1


@dataclass(frozen=True)
class Face:
    """One font file (書体): its family and what it can set."""

    path: Path
    family: str
    map: CharacterMap


@dataclass(frozen=True)
class Fonts:
    """All faces in the order in which a character is looked for."""

    faces: tuple[Face, ...]

    @property
    def families(self) -> tuple[str, ...]:
        """Return the families, best first, each once."""
        return tuple(dict.fromkeys(face.family for face in self.faces))

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return the folders that hold the font files."""
        return tuple(dict.fromkeys(face.path.parent for face in self.faces))

    def has(self, sign: str) -> bool:
        """Tell whether a character has a glyph."""
        return any(face.map.has(ord(sign)) for face in self.faces)

    def has_variant(self, sign: str, selector: str) -> bool:
        """Tell whether a character has this very variant (異体字)."""
        pair = ord(sign), ord(selector)
        return any(face.map.has_variant(*pair) for face in self.faces)


def folders() -> list[Path]:
    """Return the folders in which fonts are looked for, packages first."""
    found = []
    for name in PACKAGES:
        try:
            module = import_module(name)
        except ModuleNotFoundError:
            continue
        if module.__file__:
            found.append(Path(module.__file__).parent)
    return found + [folder for folder in DEBIAN if folder.is_dir()]


def read_face(path: Path) -> Face:
    """Read a font file's family and character map (文字コード表)."""
    with TTFont(path, lazy=True) as font:
        names = font["name"]
        family = names.getDebugName(_TYPOGRAPHIC) or names.getDebugName(_PLAIN) or path.stem
        return Face(path, family, charmap.read(font.reader["cmap"]))


def read_fonts(places: list[Path]) -> Fonts:
    """Read the wanted font files of some folders, in reading order."""
    paths = sorted(p for place in places for p in place.iterdir() if p.suffix.lower() in ENDINGS)
    faces = [face for face in map(read_face, paths) if face.family in ORDER]
    return Fonts(tuple(sorted(faces, key=lambda face: (ORDER.index(face.family), face.path))))


@cache
def fonts() -> Fonts:
    """Return the fonts of this process; read once."""
    return read_fonts(folders())
