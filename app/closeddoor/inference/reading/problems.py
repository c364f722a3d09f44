"""Why a document was not read, in sentences; the one place where the reader's codes become words."""

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr

_SAFE = tr("The file is unchanged, and nothing of it was kept.")
_FORMATS = tr("Closed Door reads PDF, Word (DOCX), PowerPoint (PPTX), Excel (XLSX), text and Markdown.")
_SAVE_AS_PDF = tr("Open it in the program it was made with, save it as PDF, and attach that.")
_AGAIN = tr("Try again; if it happens again, save it in another format and attach that.")

_SENTENCES: dict[str, tuple[str, str, str]] = {
    "empty": (tr("“{name}” is empty: it holds no bytes at all."), _SAFE, tr("Fetch it again from where it came.")),
    "encrypted": (
        tr("“{name}” asks for a password, so it was not read."),
        _SAFE,
        tr("Save a copy without a password, and attach that."),
    ),
    "scanned": (
        tr("“{name}” is a scan: its pages are pictures, with no text that can be read."),
        _SAFE,
        tr("Ask for the original, or have a text layer added (OCR) by a program you trust."),
    ),
    "no_text": (
        tr("There is no text in “{name}”."),
        _SAFE,
        tr("If you see text in it, it is drawn: attach another version."),
    ),
    "unknown": (tr("“{name}” is not a document that can be read here."), _SAFE, _FORMATS),
    "old_office": (
        tr("“{name}” is in an older format of Word, Excel or PowerPoint."),
        _SAFE,
        tr("Save it as DOCX, XLSX, PPTX or PDF, and attach that."),
    ),
    "picture": (tr("“{name}” is a picture, not a document."), _SAFE, _FORMATS),
    "archive": (
        tr("“{name}” is a packed folder, not a document."),
        _SAFE,
        tr("Unpack it, and attach the document in it."),
    ),
    "program": (
        tr("“{name}” is a program, not a document. It was not run."),
        _SAFE,
        tr("Ask whoever sent it what it is."),
    ),
    "damaged": (
        tr("“{name}” is damaged or incomplete and cannot be read."),
        _SAFE,
        tr("Fetch it again, or save it anew in the program it was made with."),
    ),
    "too_large": (tr("“{name}” is larger than 50 MB, which is the limit."), _SAFE, tr("Attach the part that matters.")),
    "too_many_pages": (tr("“{name}” has more than 1,000 pages."), _SAFE, tr("Attach the part that matters.")),
    "too_much_text": (
        tr("“{name}” holds more than 2,000,000 characters, about 800 pages."),
        _SAFE,
        tr("Attach the part that matters."),
    ),
    "expands": (
        tr("“{name}” would grow far beyond its size when it is unpacked, as files made to do harm are."),
        _SAFE,
        tr("If you trust it, save it as PDF and attach that."),
    ),
    "declares_entities": (
        tr("“{name}” holds declarations that no office program writes, and that are used to attack readers."),
        _SAFE,
        tr("Ask whoever sent it for a PDF."),
    ),
    "memory": (
        tr("“{name}” needs more memory than a document is allowed here."),
        _SAFE,
        tr("Attach the part that matters."),
    ),
    "bug": (tr("“{name}” could not be read: the reader made a mistake."), _SAFE, _SAVE_AS_PDF),
    # What happens on this side of the pipe.
    "missing": (tr("“{name}” is not there any more."), "", tr("Choose it again.")),
    "unreadable": (
        tr("“{name}” cannot be opened."),
        tr("Nothing was changed."),
        tr("Check that your account may read it."),
    ),
    "not_a_file": (tr("“{name}” is not a file."), tr("Nothing was changed."), tr("Attach a document.")),
    "took_too_long": (
        tr("Reading “{name}” took too long and was ended."),
        _SAFE,
        tr("Attach the part that matters, or save it as text."),
    ),
    "died": (tr("The reader ended unexpectedly over “{name}”."), _SAFE, _AGAIN),
    "garbage": (tr("The reader said something about “{name}” that makes no sense, and was ended."), _SAFE, _AGAIN),
    "not_started": (
        tr("The reader could not be started."),
        _SAFE,
        tr("Run `closed-door doctor` to see what is missing."),
    ),
    "cancelled": (tr("Reading “{name}” was cancelled."), _SAFE, ""),
}

_LONGEST_NAME = 60


class DocumentError(KnownError):
    """A document cannot be read; its code is `document.` and one of the words above."""

    def __init__(self, what: str, name: str) -> None:
        happened, safe, next_step = _SENTENCES.get(what, _SENTENCES["bug"])
        super().__init__(f"document.{what}", happened.format(name=short_name(name)), safe, next_step)


def short_name(name: str) -> str:
    """Return a file's name as a sentence can hold it: its middle goes first, so that its ending shows."""
    shown = " ".join(name.split())
    half = _LONGEST_NAME // 2
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[:half]}…{shown[-half:]}"


_FORMAT_OF_SUFFIX = {
    "pdf": "pdf",
    "docx": "docx",
    "docm": "docx",
    "pptx": "pptx",
    "pptm": "pptx",
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "txt": "text",
    "md": "text",
    "csv": "text",
    "doc": tr("older Word"),
    "xls": tr("older Excel"),
    "ppt": tr("older PowerPoint"),
}
"""What a name promises; one that ends otherwise promises nothing."""

_TITLES = {
    "pdf": tr("a PDF"),
    "docx": tr("a Word document"),
    "pptx": tr("a PowerPoint presentation"),
    "xlsx": tr("an Excel workbook"),
    "text": tr("plain text"),
}


def remark_on(name: str, format_name: str, silent_pages: int) -> str:
    """Return what the user should know about a document that was read: another format than its name, silent pages."""
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    remarks = []
    if _FORMAT_OF_SUFFIX.get(suffix, format_name) != format_name:
        remarks.append(
            tr(
                "Its name ends in .{suffix}, but it is {titles}, and was read as such.",
                suffix=suffix,
                titles=_TITLES[format_name],
            )
        )
    if silent_pages == 1:
        remarks.append(tr("One page is a picture without text and was left out."))
    elif silent_pages:
        remarks.append(
            tr("{silent_pages} pages are pictures without text and were left out.", silent_pages=silent_pages)
        )
    return " ".join(remarks)
