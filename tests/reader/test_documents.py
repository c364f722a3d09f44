"""Made documents in the real child: each read or refused with a sentence, memory bounded, the window alive.

The whole set, 50 and more of each format: `python -m benchmarks.reading_documents`.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from benchmarks.reading_documents import FAULTS, FORMATS, Bench, documents
from closeddoor.reader.limits import MIB

SAMPLE = {
    "pdf": (
        *("german.pdf", "wrapped.pdf", "locked AES-256.pdf", "no printing AES-128.pdf", "scan.pdf"),
        *("letter with scans.pdf", "pages in a circle.pdf", "mutated 3.pdf"),
    ),
    "docx": (
        "polish.docx",
        "table.docx",
        "tracked changes.docx",
        "content control.docx",
        "entity bomb.docx",
        "locked.docx",
    ),
    "pptx": ("notes.pptx", "chart.pptx", "boxes.pptx", "external entity.pptx", "nested 20000 deep.pptx"),
    "xlsx": ("formats.xlsx", "hidden sheet.xlsx", "far cell.xlsx", "zip bomb.xlsx", "entity bomb.xlsx"),
    "text": ("utf-16-le.txt", "cp1252.txt", "markdown.md", "random bytes.txt", "zero bytes.txt", "invisible.txt"),
}


@pytest.fixture(scope="module")
def bench(qapp: QCoreApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    del qapp
    made = Bench(tmp_path_factory.mktemp("documents"))
    yield made
    made.close()


@pytest.mark.parametrize("name", FORMATS)
def test_a_sample_of_each_format_is_read_or_refused_as_it_should_be(bench: Bench, name: str) -> None:
    wanted = {each.name: each for each in documents(name) if each.name in SAMPLE[name]}
    assert wanted.keys() == set(SAMPLE[name])
    outcomes = [bench.run(each) for each in wanted.values()]
    assert [(each.made.name, each.code) for each in outcomes if not each.is_right] == []
    assert not FAULTS.intersection(each.code for each in outcomes)
    assert max(each.stalled_s for each in outcomes) < 1.0
    assert max(each.reader_bytes for each in outcomes) < 300 * MIB


def test_there_are_fifty_and_more_of_each_format() -> None:
    assert {name: count for name in FORMATS if (count := sum(1 for _ in documents(name))) < 50} == {}
