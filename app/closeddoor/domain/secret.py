"""A value that must not appear in a log, a traceback or a debugger's summary."""

from typing import NoReturn


class Secret:
    """Bytes that only `reveal` shows: `repr`, `str` and formatting are redacted, pickling and copying to JSON fail.

    It keeps a secret out of messages, not out of memory: Python cannot overwrite bytes it has handed out, which is
    why locking ends the process.
    """

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        self._value = value

    @classmethod
    def from_text(cls, text: str) -> "Secret":
        """Keep what was typed, as UTF-8; half a surrogate pair is kept too, for the rules to refuse with a sentence."""
        return cls(text.encode("utf-8", "surrogatepass"))

    def reveal(self) -> bytes:
        return self._value

    def __repr__(self) -> str:
        return "Secret(redacted)"

    def __eq__(self, other: object) -> bool:
        from hmac import compare_digest  # noqa: PLC0415 - it loads OpenSSL, and the first page compares nothing

        return isinstance(other, Secret) and compare_digest(self._value, other._value)

    __hash__ = None  # type: ignore[assignment]  # a secret is no key of a dictionary

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")
