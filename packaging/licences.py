"""The licences of every part, in full, in a folder of the bundle."""

import re
import shutil
from pathlib import Path

from chosen_model import ChosenModel
from parts import parts
from workshop import HERE, ROOT


def write_licences(folder: Path, chosen: ChosenModel | None) -> None:
    """Write a list of all parts and the text of each licence below `folder`/licences."""
    target = folder / "licences"
    target.mkdir()
    shutil.copyfile(ROOT / "LICENSE", target / "LICENSE")
    shutil.copyfile(HERE / "licences" / "replacing-qt.txt", target / "replacing-qt.txt")
    lines = ["Closed Door is under the Apache License 2.0 (LICENSE). It is made of these parts:", ""]
    for part in parts(folder, chosen):
        lines.append(f"{part.name} {part.version}: {part.licence}")
        if part.texts:
            name = re.sub(r"[^\w.+-]+", "-", part.name)
            (target / f"{name}.txt").write_text("\n\n----\n\n".join(part.texts), encoding="utf-8")
    (target / "PARTS").write_text("\n".join(lines) + "\n", encoding="utf-8")
