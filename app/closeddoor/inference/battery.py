"""How this laptop is powered, where the system says so (Linux: /sys/class/power_supply)."""

from contextlib import suppress
from pathlib import Path

_SUPPLIES = Path("/sys/class/power_supply")


def charge_left(supplies: Path = _SUPPLIES) -> int | None:
    """Return the per cent left while it runs on its battery; None on mains, without a battery, or where nobody says.

    With two batteries the fuller one counts. Those of a mouse or a telephone (scope "Device") do not.
    """
    try:
        found = sorted(supplies.iterdir())
    except OSError:
        return None
    batteries = [each for each in found if _says(each, "type") == "Battery" and _says(each, "scope") != "Device"]
    if not any(_says(each, "status") == "Discharging" for each in batteries):
        return None
    charges = []
    for each in batteries:
        with suppress(ValueError):
            charges.append(int(_says(each, "capacity")))
    return max(charges, default=None)


def _says(supply: Path, name: str) -> str:
    try:
        return (supply / name).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
