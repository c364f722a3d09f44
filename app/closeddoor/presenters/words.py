"""Dates, counts and figures as a reader expects them."""

from datetime import UTC, date, datetime


def local_day(time_ms: int) -> str:
    """Return the day of a time (milliseconds since 1970, UTC) as read here: today's times, else the date."""
    moment = datetime.fromtimestamp(time_ms / 1000, tz=UTC).astimezone()
    today = datetime.now(tz=UTC).astimezone().date()
    if moment.date() == today:
        return moment.strftime("%H:%M")
    return f"{moment.day} {moment.strftime('%B')}" + ("" if moment.year == today.year else f" {moment.year}")


def day_of(time_ms: int) -> str:
    """Return the day of a time (milliseconds since 1970, UTC) as it was here: `1 November 2026`."""
    return long_date(datetime.fromtimestamp(time_ms / 1000, tz=UTC).astimezone().date())


def month_of(time_ms: int) -> str:
    """Return the month of a time (milliseconds since 1970, UTC) as it was here: `November 2026`."""
    return datetime.fromtimestamp(time_ms / 1000, tz=UTC).astimezone().strftime("%B %Y")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return `3 marks`, `1 mark`, `no marks`."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {noun}"


def whole_line(text: str) -> str:
    """Return all of `text` in one line."""
    return " ".join(text.split())


def one_line(text: str, most: int) -> str:
    """Return `text` in one line of at most `most` characters: what others wrote must not push a page out of sight."""
    line = whole_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def points(value: float) -> str:
    """Return points with at most one decimal, none where it is whole."""
    return f"{value:.1f}".removesuffix(".0")


def point_range(low: float, high: float, most: float) -> str:
    """Return `12 of 30 points`, or `12 to 18 of 30 points` while something is open."""
    shown = points(low) if points(low) == points(high) else f"{points(low)} to {points(high)}"
    return f"{shown} of {points(most)} points"


def percent(share: float) -> str:
    """Return a share of 1 as a whole percentage."""
    return f"{round(share * 100)}%"


def long_date(day: date) -> str:
    """Return `1 November 2026`."""
    return f"{day.day} {day.strftime('%B %Y')}"


def today() -> date:
    """Return the day as it is here."""
    return datetime.now(tz=UTC).astimezone().date()
