"""Safe typed expressions (条件式) for conditions and calculations in forms.

``parse_expression`` reads, ``check`` judges types before anything runs, ``evaluate`` computes
and never raises. The language for those who write forms is described in docs/expressions.md.
"""

from tsunagaru.kernel.expressions.checking import check
from tsunagaru.kernel.expressions.errors import CannotUnderstand
from tsunagaru.kernel.expressions.evaluating import evaluate, evaluate_yen, holds
from tsunagaru.kernel.expressions.parsing import parse_expression
from tsunagaru.kernel.expressions.tree import Expression, names
from tsunagaru.kernel.expressions.types import (
    BOOL,
    DATE,
    FILE,
    MONEY,
    NUMBER,
    TEXT,
    Choice,
    ListOf,
    Record,
    Scalar,
    Type,
)

__all__ = [
    "BOOL",
    "DATE",
    "FILE",
    "MONEY",
    "NUMBER",
    "TEXT",
    "CannotUnderstand",
    "Choice",
    "Expression",
    "ListOf",
    "Record",
    "Scalar",
    "Type",
    "check",
    "evaluate",
    "evaluate_yen",
    "holds",
    "names",
    "parse_expression",
]
