"""All rows of the table, in its order, and which module measures which of them.

The module of a group has `measure(*, quick: bool) -> Measured`, and runs in a process of its own. `quick` is fewer
rounds of the same thing: its ratios are comparable with those of the long form.
"""

from benchmarks.table.row import Row, at_least, at_most, within

GROUPS = {
    "tokens": "benchmarks.rows.tokens",
    "prompt": "benchmarks.rows.prompt",
    "ahead": "benchmarks.reading_ahead",
    "judging": "benchmarks.judging_speed",
    "grading": "benchmarks.rows.grading",
    "showing": "benchmarks.rows.showing",
    "search": "benchmarks.rows.searching",
    "opening": "benchmarks.rows.opening",
    "first-show": "benchmarks.rows.first_show",
    "window-memory": "benchmarks.rows.window_memory",
    "worker-memory": "benchmarks.rows.worker_memory",
}

ROWS = (
    Row("worker-tokens", "tokens leaving the worker, sampled", "llama-bench, generation",
        "tokens/s", "tokens", "higher", (at_least(0.97),)),
    Row("page-tokens", "tokens on the visible page", "llama-bench, generation",
        "tokens/s", "tokens", "higher", (at_least(0.95),)),
    Row("prompt-tokens", "tokens of a prompt read", "llama-bench, prompt",
        "tokens/s", "prompt", "higher", (at_least(0.97),)),
    Row("opened-before", "first token, document opened before", "decoding it again",
        "ms", "ahead", "lower", (at_most(1 / 50),)),
    Row("opened-first", "first token, after a minute with a new scenario", "without reading ahead",
        "ms", "ahead", "lower", (at_most(1 / 10),)),
    Row("ten-criteria", "ten criteria by a model that judges", "one criterion",
        "ms", "judging", "lower", (at_most(2.0),)),
    Row("memo", "embedded grader, 8 criteria, 250 words", "its texts in a bare loop",
        "ms", "grading", "lower", (within(300.0),)),
    Row("long-answer", "showing 1,000 characters at 40,000", "at 1,000",
        "ms", "showing", "lower", (at_most(1.2),)),
    Row("event-loop", "event-loop delay while streaming, p99", "a 60 Hz frame",
        "ms", "tokens", "lower", (at_most(0.999),)),
    Row("search", "search in 100,000 messages, p95", "the same FTS5 in plain SQLite",
        "ms", "search", "lower", (at_most(1.3), within(50.0))),
    Row("usable-after-passphrase", "from the key to a usable window, 100,000 messages", "Argon2id alone",
        "ms", "opening", "lower", (within(150.0),)),
    Row("usable-after-start", "from the start to a usable window", "a bare PySide6 window",
        "ms", "opening", "lower", (at_most(2.0),),
        "PySide6 makes a Python class of each enumeration of a Qt class that is first named: 13 ms for the 93 of `Qt` "
        "alone, which whatever aligns or paints a text names and a bare window does not, and some ms more for "
        "fonts, painters and icons. 8 ms are Python's own modules for confinement, threads and the one instance."),
    Row("first-start", "from the very first start to home", "a bare PySide6 window",
        "ms", "opening", "lower"),
    Row("first-show", "first show of the slowest page", "a tenth of a second",
        "ms", "first-show", "lower", (within(100.0),),
        "half of it is importing the page's code and making its classes (under a profiler, of the sandbox); doing "
        "that behind home would cost every start the memory of every page."),
    Row("window-memory", "memory of the window's process", "a bare PySide6 window",
        "MB", "window-memory", "lower", (at_most(1.8),),
        "a bare window takes 51 MB, our look and one painted label 62, cryptography, SQLCipher and OpenSSL's "
        "hashes 16 more: 1.53 times before any code of ours, so that 14 MB are left below the goal (`python -m "
        "benchmarks.window_parts`). Of what we add, 25 MB are 360 modules of ours and of Python behind the unlock "
        "page, in parts of less than 1 MB, and 8 to 10 home with its history. The hashes (4 MB) could go if all "
        "were done by cryptography, and it (7 MB) if only a child held keys; either changes how keys are handled."),
    Row("window-memory-all", "the same, every page shown once", "a bare PySide6 window",
        "MB", "window-memory", "lower"),
    Row("worker-memory", "worker beyond its file and its keys and values", "file, keys and values",
        "MB", "worker-memory", "lower", (within(80.0),)),
    Row("high-level", "tokens leaving the worker", "llama-cpp-python's own loop",
        "tokens/s", "tokens", "higher"),
    Row("xllamacpp", "tokens leaving the worker", "xllamacpp, its build of llama.cpp",
        "tokens/s", "tokens", "higher"),
    Row("set-markdown", "showing 1,000 characters at 40,000", "QTextDocument.setMarkdown per piece",
        "ms", "showing", "lower"),
)  # fmt: skip
