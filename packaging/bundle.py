"""Makes the bundles: `make bundle`, or `make bundle MODEL=FILE` for a full edition with a model of one's own.

Of each edition a .tar.gz and, on Linux, a .deb, in dist/, with a list of their hashes. `lite` has the model that the
grader needs; `full` has a chat model as well. Elsewhere than on Linux the folders are made, and left at that.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from workshop import BUILD, OUT, TOOLS, ensure_engine, ensure_tools, version

EDITIONS = ("lite", "full")
MOST_LITE_BYTES = 130_000_000


def main() -> int:
    """Make what the arguments ask for; say the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edition", choices=EDITIONS, action="append", help="only this one")
    parser.add_argument("--model", type=Path, metavar="FILE", help="a chat model for the full edition (GGUF)")
    parser.add_argument("--program", type=Path, metavar="FOLDER", help="take what PyInstaller made before")
    parser.add_argument(
        "--quick", action="store_true", help="only a .deb, and not packed: to be tried, not handed over"
    )
    arguments = parser.parse_args()
    prepare_tools()
    return _make(arguments.edition or list(EDITIONS), arguments.model, arguments.program, is_quick=arguments.quick)


def prepare_tools() -> None:
    """Let PyInstaller and the others be imported from now on."""
    BUILD.mkdir(parents=True, exist_ok=True)
    ensure_tools()
    sys.path.append(str(TOOLS))


def _make(editions: list[str], model: Path | None, program: Path | None, *, is_quick: bool) -> int:
    from chosen_model import RefusedModelError, chosen_model  # noqa: PLC0415 - the tools are there now
    from contents import faults  # noqa: PLC0415 - the same
    from folder import EMBEDDING, STARTER, make_edition, make_program  # noqa: PLC0415 - the same

    try:
        chosen = chosen_model(model) if model else None
    except RefusedModelError as refusal:
        print(f"bundle: {refusal}")
        return 1
    if program is None:
        ensure_engine()
        program = make_program(BUILD / "program")
    for edition in editions:
        is_full = edition == "full"
        models = [EMBEDDING, *([STARTER] if is_full and chosen is None else [])]
        folder = make_edition(program, BUILD / edition / "closed-door", models, chosen if is_full else None)
        if found := list(faults(folder)):
            print("\n".join(f"bundle: {fault}" for fault in found))
            return 1
        _pack(folder, edition, is_quick=is_quick)
    return 0


def _pack(folder: Path, edition: str, *, is_quick: bool) -> None:
    """Write the archives of an edition, and what they weigh."""
    if sys.platform != "linux":
        print(f"bundle: {edition}: {folder}")
        return
    from archives import make_tar, sha256_of  # noqa: PLC0415 - needed here only
    from debian import NOT_PACKED, PACKED, make_deb  # noqa: PLC0415 - the same

    OUT.mkdir(exist_ok=True)
    stem = f"closed-door-{version()}-{edition}-linux-x86_64"
    made = [] if is_quick else [make_tar(folder, OUT / f"{stem}.tar.gz", f"closed-door-{version()}")]
    if shutil.which("dpkg-deb"):
        made.append(make_deb(folder, edition, OUT, NOT_PACKED if is_quick else PACKED))
    for path in made:
        size_bytes = path.stat().st_size
        (OUT / f"{path.name}.sha256").write_text(f"{sha256_of(path)}  {path.name}\n", encoding="ascii")
        print(f"bundle: {path.name}: {size_bytes / 1e6:.1f} MB")
        if edition == "lite" and not is_quick and size_bytes > MOST_LITE_BYTES:
            raise SystemExit(f"bundle: {path.name} is larger than {MOST_LITE_BYTES / 1e6:.0f} MB")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"bundle: this command failed: {' '.join(map(str, error.cmd))}") from None
