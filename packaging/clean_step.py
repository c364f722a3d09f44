"""One line of the table of `make bundle-test`."""

from dataclasses import dataclass

APT = "DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends"


@dataclass(frozen=True)
class Step:
    """`script` is run by a shell in the clean system, by root or by a person of its own.

    Of a telling one the last line that it prints is shown.
    """

    name: str
    script: str
    by_root: bool = False
    is_telling: bool = False
