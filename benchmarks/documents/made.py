"""What a made document is, and the families that every format has: languages, truncations, mutations, wrong names."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

EITHER = "either"
"""Read or refused, as long as a sentence says which."""
READ = "read"


@dataclass(frozen=True)
class Made:
    """`expected` is `READ`, `EITHER` or the code of the refusal; `holds` is what the text that is read must contain."""

    name: str
    make: Callable[[], bytes]
    expected: str = READ
    holds: str = ""


LANGUAGES: Mapping[str, str] = {
    "english": "The supplier’s liability is capped at twelve months’ fees — “in aggregate”.",
    "german": "Die Vergütung erhöht sich jährlich um 9 %; eine Obergrenze wurde nicht vereinbart. Größe: übermäßig.",
    "french": "Le prestataire s’engage à préserver la confidentialité des données reçues.",
    "polish": "Umowa przedłuża się automatycznie, jeżeli żadna ze stron jej nie wypowie. Zażółć gęślą jaźń.",
    "greek": "Η σύμβαση ανανεώνεται αυτόματα για δώδεκα μήνες.",
    "russian": "Договор продлевается автоматически на двенадцать месяцев.",
    "japanese": "契約は自動的に更新されます。料金は毎年九パーセント上がります。",
    "turkish": "Sözleşme kendiliğinden yenilenir; ücret her yıl yüzde dokuz artar. İğneli fıçı.",
}
SENTENCE = "The renewal fee rises by nine per cent a year and no ceiling is agreed in clause 14.2."


def in_languages(ending: str, write: Callable[[str], bytes], names: Mapping[str, str] = LANGUAGES) -> Iterator[Made]:
    """Yield a document for each language; what is read must hold a part of its sentence."""
    for language, text in names.items():
        yield Made(f"{language}.{ending}", partial(write, text), holds=text.split(". ")[0][:24])


def truncated(ending: str, make: Callable[[], bytes]) -> Iterator[Made]:
    """Yield a document cut off at several places."""
    for percent in (1, 10, 30, 50, 70, 90, 99):
        yield Made(f"cut at {percent}.{ending}", partial(_cut, make, percent), EITHER)


def mutated(ending: str, make: Callable[[], bytes], count: int = 12) -> Iterator[Made]:
    """Yield a document with bytes changed, repeated, or taken out, the same ones in every run."""
    for seed in range(count):
        yield Made(f"mutated {seed}.{ending}", partial(_mutate, make, seed), EITHER)


def _cut(make: Callable[[], bytes], percent: int) -> bytes:
    data = make()
    return data[: max(1, len(data) * percent // 100)]


def _mutate(make: Callable[[], bytes], seed: int) -> bytes:
    chance, changed = random.Random(seed), bytearray(make())  # noqa: S311 - the same faults each time
    for _ in range(1 + seed * 3):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + chance.randrange(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + chance.randrange(1, 200)]
            case _:
                changed[at : at + 4] = chance.randbytes(4)
    return bytes(changed)
