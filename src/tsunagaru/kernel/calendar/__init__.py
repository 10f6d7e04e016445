"""Days as a town hall counts them (暦): 年度, 和暦 and 開庁日."""

from tsunagaru.kernel.calendar.eras import (
    ERAS,
    CannotReadDate,
    Era,
    era_of,
    format_era_date,
    format_era_short,
    format_era_year,
    parse_date,
)
from tsunagaru.kernel.calendar.fiscal import FiscalYear
from tsunagaru.kernel.calendar.office import OfficeCalendar, holiday_name
from tsunagaru.kernel.calendar.spans import add_months, age_on, months_between, years_between

__all__ = [
    "ERAS",
    "CannotReadDate",
    "Era",
    "FiscalYear",
    "OfficeCalendar",
    "add_months",
    "age_on",
    "era_of",
    "format_era_date",
    "format_era_short",
    "format_era_year",
    "holiday_name",
    "months_between",
    "parse_date",
    "years_between",
]
