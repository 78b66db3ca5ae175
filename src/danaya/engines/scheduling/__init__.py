"""Working days and holidays as plain data: which days an administration works, why not the others, how terms are counted."""

from danaya.engines.scheduling.calendars import (
    WEEKDAYS,
    AnnouncedHoliday,
    Calendar,
    EasterHoliday,
    FixedHoliday,
    announce,
    calendar_from_data,
    easter_sunday,
    load_calendar,
    missing_years,
)
from danaya.engines.scheduling.workdays import (
    DayOff,
    Why,
    add_working_days,
    days_off,
    is_working,
    next_working_day,
    possibly_off,
    working_days_between,
)

__all__ = [
    "WEEKDAYS",
    "AnnouncedHoliday",
    "Calendar",
    "DayOff",
    "EasterHoliday",
    "FixedHoliday",
    "Why",
    "add_working_days",
    "announce",
    "calendar_from_data",
    "days_off",
    "easter_sunday",
    "is_working",
    "load_calendar",
    "missing_years",
    "next_working_day",
    "possibly_off",
    "working_days_between",
]
