"""Write the statement beside a release, as `closed-door update verify` reads it.

    python packaging/sign_release.py FILE --key KEYFILE --passphrase-file FILE --needs TEXT

The key is made by `closed-door pack keygen`; its public half stands in base64 in
`app/closeddoor/services/publisher.key` before the bundle is built. What changes is the first section of CHANGELOG.md.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from closeddoor import __version__
from closeddoor.cli.pack.keys import OF_THE_KEY, key_at
from closeddoor.services.updates import SUFFIX, sign

ROOT = Path(__file__).resolve().parent.parent


def changes_in(changelog: str) -> str:
    """Return the text of the newest section of a changelog."""
    return re.split(r"^## .*$", changelog, flags=re.MULTILINE)[1].strip()


def main(argv: Sequence[str] | None = None) -> int:
    """Write FILE.sig; 1 without a key."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", type=Path, required=True)
    parser.add_argument("--passphrase-file", type=Path)
    parser.add_argument("--needs", default="", help="what the new version asks of a machine beyond the old one")
    arguments = parser.parse_args(argv)
    key = key_at(arguments.key, arguments.passphrase_file, OF_THE_KEY)
    if key is None:
        return 1
    changes = changes_in((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    statement = arguments.file.with_name(arguments.file.name + SUFFIX)
    statement.write_bytes(sign(arguments.file, key, __version__, arguments.needs, changes))
    print(statement)
    return 0


if __name__ == "__main__":
    sys.exit(main())
