"""One module per format, each with `read(source, out)`; the rows that name them are in `reader/registry.py`."""
