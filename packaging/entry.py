"""The program of a bundle: the application, or one of its children when the first argument says so.

The names of the children are imported in plain sight, so that PyInstaller finds them.
"""

import sys

from closeddoor.wire.child_command import AS_CHILD


def main() -> int:
    """Be what the arguments ask for; return the exit code."""
    if sys.argv[1:2] == [AS_CHILD]:
        child, sys.argv[1:] = sys.argv[2], sys.argv[3:]
        return _be(child)
    from closeddoor.__main__ import main as application  # noqa: PLC0415 - no child imports it

    return application()


def _be(child: str) -> int:
    if child == "worker":
        from closeddoor.worker.__main__ import main as worker  # noqa: PLC0415 - each child imports its own

        worker()
    elif child == "reader":
        from closeddoor.reader.__main__ import main as reader  # noqa: PLC0415 - the same

        reader()
    elif child == "keyhelper":
        from closeddoor.keyhelper.__main__ import main as keyhelper  # noqa: PLC0415 - the same

        return keyhelper()
    elif child == "selftest":
        from closeddoor.selftest.__main__ import main as selftest  # noqa: PLC0415 - the same

        selftest()
    else:
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
