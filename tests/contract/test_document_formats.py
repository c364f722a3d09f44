"""Every format of documents has a reader and is recognised, so that a half-added one is red."""

import importlib
from typing import get_args

import pytest

from benchmarks.reading_documents import FORMATS as TRIED
from closeddoor.reader.registry import MODULES, reader_of
from closeddoor.wire.reading import FORMATS, Format


def test_every_format_that_can_be_named_has_one_reader() -> None:
    assert set(MODULES) == set(FORMATS) == set(get_args(Format))
    assert len(set(MODULES.values())) == len(MODULES)


@pytest.mark.parametrize("name", FORMATS)
def test_a_reader_is_a_module_with_a_function_called_read(name: Format) -> None:
    assert reader_of(name) is importlib.import_module(MODULES[name]).read


def test_documents_of_every_format_are_tried() -> None:
    assert set(TRIED) == set(FORMATS)
