"""Where everything lies: the data of one user, and what comes with the application."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr


def is_bundle() -> bool:
    """Whether this is a bundle: whoever has one installs it, and has no source to run a command in."""
    return bool(getattr(sys, "frozen", False))


def _home_of_the_application() -> Path:
    """Return the folder of a bundle's program, or of the source: packs and models lie in it."""
    if is_bundle():
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parent.parent.parent


PORTABLE_MARK = "portable"
SOURCE = _home_of_the_application()


@dataclass(frozen=True)
class Profile:
    """All data of a run, in one folder that only this account may enter."""

    folder: Path

    @property
    def vault(self) -> Path:
        return self.folder / "vault"


def profile_at(folder: Path | None) -> Profile:
    """Return the profile in `folder`, or the user's own; raise `KnownError` for the home of nobody."""
    if folder is None:
        return Profile(_data_folder())
    try:
        return Profile(folder.expanduser().absolute())
    except RuntimeError as error:
        raise KnownError(
            "profile.no_home", f"There is no home folder for “{folder.parts[0]}”.", "", "Name the folder in full."
        ) from error


def keep_beside_program() -> None:
    """Make this bundle a portable one: the data of its user, and what the system would cache, lie beside it.

    Raises `PolicyError` where this machine's policy forbids it, before anything is made, and `KnownError` where the
    folder of the program cannot be written.
    """
    from closeddoor.policy.in_force import rules  # noqa: PLC0415 - as below

    rules().check_portable()
    host = SOURCE / "profile" / "host"
    try:
        host.parent.mkdir(mode=0o700, exist_ok=True)
        host.mkdir(mode=0o700, exist_ok=True)
        (SOURCE / PORTABLE_MARK).touch()
    except OSError as error:
        raise KnownError(
            "profile.not_portable",
            tr("Nothing can be written beside the program."),
            tr("Nothing was kept on this computer."),
            tr("Unpack it on a stick that may be written, with a file system that keeps rights."),
        ) from error
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        os.environ[name] = str(host)


def scenario_folder() -> Path:
    """Return the folder of the packs that come with the application."""
    return SOURCE / "scenarios"


def model_folders() -> tuple[Path, ...]:
    """Return where models are looked for, first come first served."""
    return (SOURCE / "models", _data_folder() / "models")


def _data_folder() -> Path:
    """Return the folder that this system gives an application for the data of one user; beside a portable program.

    `keep_beside_program` leaves the mark that makes a bundle portable. Raises `PolicyError` where this
    machine's policy does not let Closed Door run from a stick.
    """
    if is_bundle() and (SOURCE / PORTABLE_MARK).is_file():
        from closeddoor.policy.in_force import rules  # noqa: PLC0415 - no other start has to read it before its page

        rules().check_portable()
        return SOURCE / "profile"
    import platformdirs  # noqa: PLC0415 - a start with a profile of its own does without

    return platformdirs.user_data_path("closed-door", appauthor=False)
