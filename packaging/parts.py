"""Of what a bundle is made: Python packages, Python, Qt, llama.cpp, libraries of the build system, models."""

import hashlib
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path
from typing import Literal

from chosen_model import ChosenModel
from contents import libraries, modules
from workshop import HERE

LLAMA_CPP_COMMIT = "0c1e570"
"""What llama-cpp-python 0.3.36 is built from; the application asks the library itself for it (`doctor`)."""

COMMON = Path("/usr/share/common-licenses")
_LGPL = "LGPL-3.0-only"
_FROM_QT = ("PySide6_Essentials", "shiboken6")
_FROM_ENGINE = "llama-cpp-python"
_APACHE = "Apache-2.0"
_UNSAID = {"sqlcipher3": "Zlib AND BSD-3-Clause AND blessing AND Apache-2.0"}
"""The binding, SQLCipher, SQLite and OpenSSL, which are one library; the package itself says nothing."""


@dataclass(frozen=True)
class Part:
    """One part; `texts` are its licences in full, `sha256` is that of the file where it is one."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    kind: Literal["library", "machine-learning-model", "framework"] = "library"
    purl: str = ""
    sha256: str = ""


def parts(folder: Path, chosen: ChosenModel | None) -> list[Part]:
    """Return everything that is in the bundle, by name."""
    found = [*_packages(folder), _python(), *_engine(), *_of_the_system(folder), *_models(folder, chosen)]
    return sorted(found, key=lambda part: (part.kind, part.name.lower()))


def _packages(folder: Path) -> Iterator[Part]:
    """Yield the Python packages of which a module or a library is in the bundle."""
    owners = packages_distributions()
    tops = {name.partition(".")[0] for name in modules(folder)}
    tops |= {path.name.partition(".")[0] for path in (folder / "_internal").iterdir()}
    names = sorted({_normal(owner) for top in tops for owner in owners.get(top, ())} | {_FROM_ENGINE})
    for name in names:
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        if name not in {"closed-door", "pyinstaller", "pyinstaller-hooks-contrib", "setuptools"}:
            yield _package(package)


def _package(package: Distribution) -> Part:
    name, version = package.metadata["Name"], package.version
    is_qt = name in _FROM_QT
    return Part(
        name,
        version,
        _LGPL if is_qt else _licence_of(package),
        _common("LGPL-3", "GPL-3") if is_qt else tuple(_texts_of(package)),
        "framework" if is_qt else "library",
        f"pkg:pypi/{_normal(name)}@{version}",
    )


def _licence_of(package: Distribution) -> str:
    metadata = package.metadata.json
    if expression := metadata.get("license_expression"):
        return str(expression)
    classifiers = [each for each in metadata.get("classifier") or () if each.startswith("License ::")]
    said = str(metadata.get("license") or "").splitlines()
    return (
        said[0]
        if said and said[0]
        else " / ".join(each.rpartition(":: ")[2] for each in classifiers)
        or _UNSAID.get(package.metadata["Name"], "unknown")
    )


def _texts_of(package: Distribution) -> Iterator[str]:
    for file in sorted(package.files or (), key=str):
        is_text = re.match(r"(licen[cs]e|copying|notice)", file.name, re.IGNORECASE)
        if is_text and ".dist-info" in str(file) and file.suffix != ".py":
            yield Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")


def _python() -> Part:
    text = Path(sysconfig.get_paths()["stdlib"], "LICENSE.txt")
    given = (text.read_text(encoding="utf-8"),) if text.is_file() else ()
    version = platform.python_version()
    return Part("CPython", version, "PSF-2.0", given, "framework", f"pkg:generic/cpython@{version}")


def _engine() -> Iterator[Part]:
    text = (HERE / "licences" / "llama.cpp.txt").read_text(encoding="utf-8")
    for name in ("llama.cpp", "ggml"):
        purl = f"pkg:github/ggml-org/llama.cpp@{LLAMA_CPP_COMMIT}"
        yield Part(name, LLAMA_CPP_COMMIT, "MIT", (text,), purl=purl if name == "llama.cpp" else "")
    text = (HERE / "licences" / "pyinstaller.txt").read_text(encoding="utf-8")
    yield Part(
        "PyInstaller bootloader",
        distribution("pyinstaller").version,
        "GPL-2.0-or-later WITH Bootloader-exception",
        (text,),
    )


def _of_the_system(folder: Path) -> Iterator[Part]:
    """Yield the packages of the build system of which a library is in the bundle, where it is a Debian."""
    seen: set[str] = set()
    for path in libraries(folder / "_internal"):
        places = [Path(base, path.name) for base in ("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu")]
        if path.parent.name != "_internal" or not any(place.exists() for place in places):
            continue
        for line in _asked("dpkg", "-S", *map(str, places)).splitlines():
            seen.add(line.partition(":")[0])
    for package in sorted(seen - {f"libpython{sys.version_info.major}.{sys.version_info.minor}"}):
        version = _asked("dpkg-query", "--show", "--showformat", "${Version}", package)
        text = Path("/usr/share/doc", package, "copyright").read_text(encoding="utf-8", errors="replace")
        yield Part(package, version, "see its text", (text,), purl=f"pkg:deb/debian/{package}@{version}")


def _models(folder: Path, chosen: ChosenModel | None) -> Iterator[Part]:
    for path in sorted((folder / "models").glob("*.gguf")):
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        is_chosen = chosen is not None and path.name == chosen.path.name
        licence = chosen.licence if chosen is not None and is_chosen else _APACHE
        texts = (chosen.licence_text,) if chosen is not None and is_chosen else _common(_APACHE)
        yield Part(path.stem, sha256[:12], licence, texts, "machine-learning-model", sha256=sha256)


def _common(*names: str) -> tuple[str, ...]:
    return tuple((COMMON / name).read_text(encoding="utf-8") for name in names)


def _asked(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    for each in parts(Path(sys.argv[1]), None):
        print(each.kind, each.name, each.version, each.licence, len(each.texts), sep="\t")
