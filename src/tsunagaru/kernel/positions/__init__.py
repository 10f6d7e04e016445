"""Places on the earth (位置): kept to five decimals, measured, and read as people paste them."""

from tsunagaru.kernel.positions.points import CannotPlace, Position, is_inside, metres, nearest
from tsunagaru.kernel.positions.reading import read_position

__all__ = ["CannotPlace", "Position", "is_inside", "metres", "nearest", "read_position"]
