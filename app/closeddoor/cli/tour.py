"""`closed-door tour`: the real application offscreen, through a whole briefing, with pictures."""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from closeddoor.cli.passphrase import add_passphrase_file, can_ask, passphrase_for
from closeddoor.domain.secret import Secret
from closeddoor.instance import make_private
from closeddoor.language import speak
from closeddoor.profile import profile_at
from closeddoor.tour.confined import drive_confined
from closeddoor.tour.pseudo import PseudoLanguage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the pictures go")
    add_passphrase_file(parser)
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--size", type=_size, default=(1440, 900), metavar="WxH", help="of the window, in pixels")
    parser.add_argument("--scale", type=float, default=1.0, help="text size, 0.9 to 2.0")
    parser.add_argument(
        "--pseudo", action="store_true", help="in a made-up language: what is not in brackets cannot be translated"
    )
    parser.add_argument(
        "--gallery",
        action="store_true",
        help="each page again in every appearance (minutes)",
    )


def main(arguments: argparse.Namespace) -> int:
    """Go through first use, a briefing, the sandbox and settings; then start again and come back."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if arguments.pseudo:
        speak(PseudoLanguage())
    passphrase = _passphrase(arguments)
    folder: Path = arguments.out.absolute()
    scratch = Path(tempfile.mkdtemp(prefix="closed-door-tour-"))
    try:
        profile = profile_at(arguments.profile or scratch / "profile").folder
        make_private(profile)
        _clear(folder)
        return drive_confined(lambda: _drive(arguments, profile, passphrase, scratch), profile, (folder, scratch))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)  # the confined process empties it, and this one removes it


def _drive(arguments: argparse.Namespace, profile: Path, passphrase: Secret | None, scratch: Path) -> int:
    """Take the tour; what it makes for a while goes into `scratch`."""
    tempfile.tempdir = str(scratch)  # a confined process writes nothing beside it
    from closeddoor.tour.drive import drive  # noqa: PLC0415 - Qt reads the platform when it is first imported

    folder: Path = arguments.out
    appearance = {"theme": arguments.theme, "text_scale": arguments.scale}
    problems = drive(folder, profile, arguments.size, appearance, passphrase, hangs_gallery=arguments.gallery)
    print(f"{len(list(folder.glob('*.png')))} pictures, debrief.md and result.json in {folder}")
    if arguments.gallery:
        print(
            *problems,
            f"{len(problems)} layout problems in {len(list(folder.glob('gallery/*/*.png')))} pictures",
            sep="\n",
        )
    return 1 if problems else 0


def _clear(folder: Path) -> None:
    """Make the folder, and remove what a tour before left there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.png"), *folder.glob("gallery/*/*.png")):
        old.unlink()
    for name in ("debrief.md", "result.json", "shown.json"):
        (folder / name).unlink(missing_ok=True)


def _passphrase(arguments: argparse.Namespace) -> Secret | None:
    """Return what the visitor types: a profile that stays gets the user's own, one that is thrown away the tour's."""
    stays = arguments.profile is not None and can_ask()
    if arguments.passphrase_file is None and not stays:
        return None
    return passphrase_for(arguments.passphrase_file, is_new=True)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError("a size looks like 1440x900")
    return int(width), int(height)
