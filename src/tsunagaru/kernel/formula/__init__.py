"""The indicators' formula language (指標の式): count, sum, median, stock, ext, survey, arithmetic.

``parse`` reads a formula, ``check`` holds it against what exists, ``evaluate`` computes it exactly,
``sources`` names what it reads, ``in_words`` says it in Japanese.
"""

from tsunagaru.kernel.formula.checking import EventShape, Known, check, shapes_of
from tsunagaru.kernel.formula.evaluation import Missing, Reader, Value, evaluate, median_of
from tsunagaru.kernel.formula.parser import CannotRead, parse
from tsunagaru.kernel.formula.problems import Problem
from tsunagaru.kernel.formula.terms import (
    Count,
    External,
    Formula,
    Median,
    Negative,
    Number,
    Operation,
    Source,
    Stock,
    Sum,
    Survey,
    Term,
    sources,
)
from tsunagaru.kernel.formula.words import in_words

__all__ = [
    "CannotRead",
    "Count",
    "EventShape",
    "External",
    "Formula",
    "Known",
    "Median",
    "Missing",
    "Negative",
    "Number",
    "Operation",
    "Problem",
    "Reader",
    "Source",
    "Stock",
    "Sum",
    "Survey",
    "Term",
    "Value",
    "check",
    "evaluate",
    "in_words",
    "median_of",
    "parse",
    "shapes_of",
    "sources",
]
