"""Fills the style sheet's template with colours, families and scaled sizes."""

import re
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from string import Template

from closeddoor.ui.theme.colours import Colours
from closeddoor.ui.theme.typography import mono_family, sans_family, serif_family

_PIXELS = re.compile(r"\bpx\((\d+)\)")


@lru_cache(maxsize=1)
def _template() -> str:
    return Path(__file__).with_name("style.qss").read_text(encoding="utf-8")


def _names(colours: Colours) -> dict[str, str]:
    """Flatten `colours` to template names; a tint gives `<name>_ink` and `<name>_ground`."""
    names = {"serif": serif_family(), "sans": sans_family(), "mono": mono_family()}
    for key, value in asdict(colours).items():
        if isinstance(value, dict):
            names |= {f"{key}_{part}": colour for part, colour in value.items()}
        else:
            names[key] = value
    return names


def style_sheet(colours: Colours, scale: float) -> str:
    """Return the whole style sheet for `colours` at text scale `scale`; an unknown name in the template is an error."""
    filled = Template(_template()).substitute(_names(colours))
    return _PIXELS.sub(lambda found: f"{round(int(found[1]) * scale)}px", filled)
