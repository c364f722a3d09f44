"""What must not be in a bundle, and whether it is whole: asked of the folder that was made, by names and by `ldd`.

Use: `.venv/bin/python packaging/contents.py FOLDER`. Prints one line for each fault and ends with 1 where there is one.
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from workshop import TOOLS

FORBIDDEN_NAMES = {
    "Qt's network": r"libQt6?Network|QtNetwork|plugins/tls|plugins/networkinformation",
    "a web engine": r"WebEngine|WebView|libQt6?(Qml|Quick)",
    "TLS": r"libssl\b|/_ssl\.|_ssl\.cpython",
    "certificates": r"cacert\.pem|\.crt$|ca-certificates|certifi",
    "a client of the web": r"(^|/)(requests|httpx|urllib3|aiohttp|websockets)(/|-\d)",
    "diskcache": r"(^|/)diskcache(/|-)",
    "numpy": r"(^|/)numpy(/|-|\.)",
    "a second SQLite": r"libsqlite3|lib-dynload/_sqlite3",
    "a tool": r"(^|/)(pip|setuptools|pytest|hypothesis|PyInstaller)(/|-\d)",
    "something of this machine": r"\.pyc\.\d|\.gguf\.part$|vault\.keys|vault\.db",
}
FORBIDDEN_MODULES = {
    *("ssl", "_ssl", "requests", "httpx", "urllib3", "aiohttp", "certifi", "diskcache", "numpy", "jinja2"),
    *("llama_cpp.llama", "llama_cpp.llama_cache", "llama_cpp.server", "sqlite3", "PySide6.QtNetwork", "ftplib"),
    *("smtplib", "xmlrpc", "xmlrpc.client", "http.server", "imaplib", "poplib", "telnetlib", "nntplib", "pydoc"),
}
PROGRAM = "closed-door.exe" if sys.platform == "win32" else "closed-door"
LLAMA = {"win32": "llama.dll", "darwin": "libllama.dylib"}.get(sys.platform, "libllama.so")
NEEDED = (
    *(PROGRAM, "scenarios/ai-risk/pack.toml", "models/all-MiniLM-L6-v2.F16.gguf", "licences/LICENSE"),
    *(f"_internal/llama_cpp/lib/{LLAMA}", "_internal/closeddoor/vault/schema.sql", "sbom.cdx.json"),
    *("_internal/closeddoor/ui/theme/style.qss", "_internal/closeddoor/inference/recommended.toml"),
)
FROM_THE_SYSTEM = re.compile(
    r"^(linux-vdso|ld-linux|lib(c|m|dl|rt|pthread|util|resolv|GL|EGL|GLX|OpenGL|GLdispatch|X11|xcb|Xau|Xdmcp|bsd|md)\.so"
    r"|lib(X11-xcb|fontconfig|freetype|expat|uuid|png16|brotli\w+|dbus-1|systemd|cap|gcrypt|gpg-error|lzma|lz4|zstd|z)\.so"
    r"|lib(glib-2\.0|gthread-2\.0|pcre2-8|wayland-\w+|drm|gbm|ffi|bz2)\.so)"
)


def faults(folder: Path) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with the bundle in `folder`."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    for name in NEEDED:
        if name not in names:
            yield f"missing: {name}"
    for what, pattern in FORBIDDEN_NAMES.items():
        for name in names:
            if re.search(pattern, name):
                yield f"{what}: {name}"
    for module in sorted(modules(folder) & FORBIDDEN_MODULES):
        yield f"module: {module}"
    yield from _library_faults(folder)


def modules(folder: Path) -> set[str]:
    """Return the names of all Python modules in the program and in the archive beside it."""
    from PyInstaller.archive.readers import CArchiveReader  # noqa: PLC0415 - not typed, and of the tools only

    program = CArchiveReader(str(folder / PROGRAM))
    inner = next(name for name in program.toc if name.lower().startswith("pyz"))
    with zipfile.ZipFile(folder / "_internal" / "base_library.zip") as archive:
        beside = {name.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".") for name in archive.namelist()}
    return beside | set(program.open_embedded_archive(inner).toc)


def libraries(folder: Path) -> list[Path]:
    """Return everything in the folder that is linked: programs and shared libraries."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in files if _beginning_of(path) == b"\x7fELF")


def _beginning_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def _library_faults(folder: Path) -> Iterator[str]:
    """Yield what is linked with something forbidden, or that neither the bundle nor the named system has."""
    own = {path.name for path in folder.rglob("*.so*")}
    for path in libraries(folder):
        name = path.relative_to(folder).as_posix()
        for needed in linked_with(path):
            if re.search(r"Network|libssl|libcurl|libgnutls|libnss|libsoup", needed):
                yield f"linked with a network: {name} needs {needed}"
            if needed not in own and not FROM_THE_SYSTEM.match(needed):
                yield f"not in the bundle and not asked of the system: {name} needs {needed}"


def linked_with(path: Path) -> list[str]:
    """Return what the library itself asks for (`objdump`), as `ldd` would name it; nothing of it is run."""
    asked = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True)
    return re.findall(r"NEEDED\s+(\S+)", asked.stdout)


def main() -> int:
    """Say what is wrong with the bundle that is named."""
    sys.path.append(str(TOOLS))
    found = list(faults(Path(sys.argv[1])))
    print("\n".join(found) or "nothing of a network, and everything that is needed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
