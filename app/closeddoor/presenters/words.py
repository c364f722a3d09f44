"""Dates, counts and figures as a reader expects them."""

from datetime import UTC, date, datetime
from math import floor

from closeddoor.language import tr, tr_many

KB, MB, GB = 1_000, 1_000_000, 1_000_000_000

MONTHS = (
    *(tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June")),
    *(tr("July"), tr("August"), tr("September"), tr("October"), tr("November"), tr("December")),
)


def local_day(time_ms: int) -> str:
    """Return the day of a time (milliseconds since 1970, UTC) as read here: today's times, else the date."""
    moment = datetime.fromtimestamp(time_ms / 1000, tz=UTC).astimezone()
    today = datetime.now(tz=UTC).astimezone().date()
    if moment.date() == today:
        return moment.strftime("%H:%M")
    if moment.year == today.year:
        return tr("{day} {month}", day=moment.day, month=MONTHS[moment.month - 1])
    return long_date(moment.date())


def day_of(time_ms: int) -> str:
    """Return the day of a time (milliseconds since 1970, UTC) as it was here: `1 November 2026`."""
    return long_date(datetime.fromtimestamp(time_ms / 1000, tz=UTC).astimezone().date())


def month_of(time_ms: int) -> str:
    """Return the month of a time (milliseconds since 1970, UTC) as it was here: `November 2026`."""
    moment = datetime.fromtimestamp(time_ms / 1000, tz=UTC).astimezone()
    return tr("{month} {year}", month=MONTHS[moment.month - 1], year=moment.year)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return `3 marks`, `1 mark`, `no marks`."""
    noun = tr_many(one, many or f"{one}s", number)
    return f"{number} {noun}" if number else tr("no {things}", things=noun)


def left_to_decide(number: int) -> str:
    """Return `3 are for you to decide`."""
    return tr_many("{number} is for you to decide", "{number} are for you to decide", number, number=number)


def whole_line(text: str) -> str:
    """Return all of `text` in one line."""
    return " ".join(text.split())


def one_line(text: str, most: int) -> str:
    """Return `text` in one line of at most `most` characters: what others wrote must not push a page out of sight."""
    line = whole_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def whole_points(value: float) -> int:
    """Return the points that are earned in full: tenths claim more than is known, and none is given for a part."""
    return floor(value + 1e-6)


def point_range(low: float, high: float, most: float) -> str:
    """Return `12 of 30 points`, or `12 to 18 of 30 points` while something is open."""
    least, best = whole_points(low), whole_points(high)
    shown = str(least) if least == best else tr("{low} to {high}", low=least, high=best)
    return tr("{shown} of {most:g} points", shown=shown, most=most)


def percent(share: float) -> str:
    """Return a share of 1 as a whole percentage."""
    return f"{round(share * 100)}%"


def size_in_words(size_bytes: int) -> str:
    """Return `312 bytes`, `48 KB`, `3.1 MB`, in units of 1,000."""
    if size_bytes >= GB:
        return tr("{size:.1f} GB", size=size_bytes / GB)
    if size_bytes >= MB:
        return tr("{size:.1f} MB", size=size_bytes / MB)
    if size_bytes >= KB:
        return tr("{size:.0f} KB", size=size_bytes / KB)
    return tr_many("{size} byte", "{size} bytes", size_bytes, size=size_bytes)


def moment_of(time_ms: int) -> str:
    """Return a time (milliseconds since 1970, UTC) as it was here: `1 November 2026, 14:05`."""
    moment = datetime.fromtimestamp(time_ms / 1000, tz=UTC).astimezone()
    return tr("{day}, {time}", day=long_date(moment.date()), time=moment.strftime("%H:%M"))


def long_date(day: date) -> str:
    """Return `1 November 2026`."""
    return tr("{day} {month} {year}", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def today() -> date:
    """Return the day as it is here."""
    return datetime.now(tz=UTC).astimezone().date()
