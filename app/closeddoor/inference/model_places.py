"""Where other applications of this account keep their models. Only named here; nothing is read before the user says so.

On macOS and Windows these places are as documented by their makers and not tested by us.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class ModelPlace:
    """One folder of one application: `files` holds *.gguf at any depth, `blobs` manifests that name their blob."""

    app: str
    folder: Path
    layout: Literal["files", "blobs"] = "files"

    def shown(self, home: Path) -> str:
        """Return the folder as its user would write it."""
        try:
            return f"~/{self.folder.relative_to(home).as_posix()}"
        except ValueError:
            return str(self.folder)


def known_places(home: Path, environment: Mapping[str, str], platform: str = sys.platform) -> tuple[ModelPlace, ...]:
    """Return the places of this system, whether they exist or not."""
    data = _data_folder(home, environment, platform)
    jan = data if platform != "linux" else _config_folder(home, environment)
    places = [
        ModelPlace("Ollama", Path(environment.get("OLLAMA_MODELS") or home / ".ollama" / "models"), "blobs"),
        ModelPlace("LM Studio", home / ".lmstudio" / "models"),
        ModelPlace("LM Studio", home / ".cache" / "lm-studio" / "models"),
        ModelPlace("Jan", home / "jan" / "models"),
        ModelPlace("Jan", data / "Jan" / "data"),
        ModelPlace("Jan", jan / "Jan" / "data"),
        ModelPlace("GPT4All", _local_folder(home, environment, platform) / "nomic.ai" / "GPT4All"),
    ]
    if platform == "linux":
        places.insert(1, ModelPlace("Ollama", Path("/usr/share/ollama/.ollama/models"), "blobs"))
    return tuple(dict.fromkeys(places))


def _data_folder(home: Path, environment: Mapping[str, str], platform: str) -> Path:
    if platform == "darwin":
        return home / "Library" / "Application Support"
    if platform == "win32":
        return Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")


def _config_folder(home: Path, environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_CONFIG_HOME") or home / ".config")


def _local_folder(home: Path, environment: Mapping[str, str], platform: str) -> Path:
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    return _data_folder(home, environment, platform)
