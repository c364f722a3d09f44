"""A version after this one, to be updated to and gone back from: the whole tree under a higher number, built as any is.

Its history has one table more, so that opening an older one is a migration. Only `bundle-test` uses it.
"""

import re
from pathlib import Path

from another_tree import copy_source, make_full_bundle, tracked
from workshop import BUILD, ROOT, once, version

TREE = BUILD / "next"
_TABLE = "CREATE TABLE next_version (id INTEGER PRIMARY KEY) STRICT"
_MIGRATION = f"""

def _add_the_next_version(connection: dbapi2.Connection) -> None:
    connection.execute("{_TABLE}")


MIGRATIONS = (*MIGRATIONS, _add_the_next_version)
"""


def next_number() -> str:
    """Return the version after this one."""
    major, minor, _ = version().split(".")
    return f"{major}.{int(minor) + 1}.0"


def next_deb() -> Path:
    """Return the .deb of the full edition of the next version, made where the source has changed since."""
    files = tracked()
    held = [name for name in files if name.startswith(("app/", "scenarios/", "packaging/closed-door", "pyproject"))]
    once(TREE, "".join(f"{name}{(ROOT / name).stat().st_mtime_ns}" for name in held), lambda _: _make(files))
    return TREE / "dist" / f"closed-door-full_{next_number()}_amd64.deb"


def _make(names: list[str]) -> None:
    copy_source(TREE, names)
    _change("pyproject.toml", f'version = "{version()}"', f'version = "{next_number()}"')
    _change("app/closeddoor/__init__.py", f'"{version()}"', f'"{next_number()}"')
    _change("app/closeddoor/vault/migrations.py", r"(^MIGRATIONS: .*?\)\n)", rf"\1{_MIGRATION}")
    _change("app/closeddoor/vault/schema.sql", r"\Z", f"\n{_TABLE};\n")
    make_full_bundle(TREE)


def _change(name: str, pattern: str, text: str) -> None:
    """Change a file of the copy in the one place that fits."""
    path = TREE / name
    changed, count = re.subn(pattern, text, path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    if count != 1:
        raise SystemExit(f"bundle-test: {count} places in {name} fit {pattern}")
    path.write_text(changed, encoding="utf-8")


if __name__ == "__main__":
    print(next_deb())
