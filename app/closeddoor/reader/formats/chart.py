"""What a chart shows, as a table: its categories and the values that were saved with it."""

from xml.etree.ElementTree import Element

from closeddoor.reader.archive import child, every
from closeddoor.reader.collector import Collector

_MOST_POINTS = 200
_MOST_SERIES = 20


def tell_chart(chart: Element, out: Collector) -> None:
    """Add the title and one row per category, with the value of each series."""
    title = next(every(chart, "title"), None)
    if title is not None:
        out.paragraph("Chart: " + "".join(each.text or "" for each in every(title, "t")))
    series = list(every(chart, "ser"))[:_MOST_SERIES]
    if not series:
        return
    names = ["".join(_points(each, "tx").values()) for each in series]
    values = [_points(each, "val") or _points(each, "yVal") for each in series]
    categories = _points(series[0], "cat") or _points(series[0], "xVal")
    out.row(["", *names])
    for index in sorted(set(categories).union(*values))[:_MOST_POINTS]:
        out.row([categories.get(index, str(index + 1)), *(each.get(index, "") for each in values)])


def _points(series: Element, name: str) -> dict[int, str]:
    """Return the saved points under `name` by their index."""
    part = child(series, name)
    found = {}
    for point in every(part, "pt") if part is not None else ():
        value = child(point, "v")
        index = point.get("idx", "")
        if value is not None and index.isdigit() and len(index) < 6:
            found[int(index)] = _short(value.text or "")
    return found


def _short(value: str) -> str:
    """Return a number without the noise of its binary form; anything else as it is."""
    try:
        return f"{float(value):.10g}"
    except ValueError:
        return value
