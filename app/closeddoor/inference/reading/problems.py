"""Why a document was not read, in sentences; the one place where the reader's codes become words."""

from closeddoor.domain.errors import KnownError

_SAFE = "The file is unchanged, and nothing of it was kept."
_FORMATS = "Closed Door reads PDF, Word (DOCX), PowerPoint (PPTX), Excel (XLSX), text and Markdown."
_SAVE_AS_PDF = "Open it in the program it was made with, save it as PDF, and attach that."
_AGAIN = "Try again; if it happens again, save it in another format and attach that."

_SENTENCES: dict[str, tuple[str, str, str]] = {
    "empty": ("“{name}” is empty: it holds no bytes at all.", _SAFE, "Fetch it again from where it came."),
    "encrypted": (
        "“{name}” asks for a password, so it was not read.",
        _SAFE,
        "Save a copy without a password, and attach that.",
    ),
    "scanned": (
        "“{name}” is a scan: its pages are pictures, with no text that can be read.",
        _SAFE,
        "Ask for the original, or have a text layer added (OCR) by a program you trust.",
    ),
    "no_text": ("There is no text in “{name}”.", _SAFE, "If you see text in it, it is drawn: attach another version."),
    "unknown": ("“{name}” is not a document that can be read here.", _SAFE, _FORMATS),
    "old_office": (
        "“{name}” is in an older format of Word, Excel or PowerPoint.",
        _SAFE,
        "Save it as DOCX, XLSX, PPTX or PDF, and attach that.",
    ),
    "picture": ("“{name}” is a picture, not a document.", _SAFE, _FORMATS),
    "archive": ("“{name}” is a packed folder, not a document.", _SAFE, "Unpack it, and attach the document in it."),
    "program": ("“{name}” is a program, not a document. It was not run.", _SAFE, "Ask whoever sent it what it is."),
    "damaged": (
        "“{name}” is damaged or incomplete and cannot be read.",
        _SAFE,
        "Fetch it again, or save it anew in the program it was made with.",
    ),
    "too_large": ("“{name}” is larger than 50 MB, which is the limit.", _SAFE, "Attach the part that matters."),
    "too_many_pages": ("“{name}” has more than 1,000 pages.", _SAFE, "Attach the part that matters."),
    "too_much_text": (
        "“{name}” holds more than 2,000,000 characters, about 800 pages.",
        _SAFE,
        "Attach the part that matters.",
    ),
    "expands": (
        "“{name}” would grow far beyond its size when it is unpacked, as files made to do harm are.",
        _SAFE,
        "If you trust it, save it as PDF and attach that.",
    ),
    "declares_entities": (
        "“{name}” holds declarations that no office program writes, and that are used to attack readers.",
        _SAFE,
        "Ask whoever sent it for a PDF.",
    ),
    "memory": ("“{name}” needs more memory than a document is allowed here.", _SAFE, "Attach the part that matters."),
    "bug": ("“{name}” could not be read: the reader made a mistake.", _SAFE, _SAVE_AS_PDF),
    # What happens on this side of the pipe.
    "missing": ("“{name}” is not there any more.", "", "Choose it again."),
    "unreadable": ("“{name}” cannot be opened.", "Nothing was changed.", "Check that your account may read it."),
    "not_a_file": ("“{name}” is not a file.", "Nothing was changed.", "Attach a document."),
    "took_too_long": (
        "Reading “{name}” took too long and was ended.",
        _SAFE,
        "Attach the part that matters, or save it as text.",
    ),
    "died": ("The reader ended unexpectedly over “{name}”.", _SAFE, _AGAIN),
    "garbage": ("The reader said something about “{name}” that makes no sense, and was ended.", _SAFE, _AGAIN),
    "not_started": ("The reader could not be started.", _SAFE, "Run `closed-door doctor` to see what is missing."),
    "cancelled": ("Reading “{name}” was cancelled.", _SAFE, ""),
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
    "doc": "older Word",
    "xls": "older Excel",
    "ppt": "older PowerPoint",
}
"""What a name promises; one that ends otherwise promises nothing."""

_TITLES = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "pptx": "a PowerPoint presentation",
    "xlsx": "an Excel workbook",
    "text": "plain text",
}


def remark_on(name: str, format_name: str, silent_pages: int) -> str:
    """Return what the user should know about a document that was read: another format than its name, silent pages."""
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    remarks = []
    if _FORMAT_OF_SUFFIX.get(suffix, format_name) != format_name:
        remarks.append(f"Its name ends in .{suffix}, but it is {_TITLES[format_name]}, and was read as such.")
    if silent_pages == 1:
        remarks.append("One page is a picture without text and was left out.")
    elif silent_pages:
        remarks.append(f"{silent_pages} pages are pictures without text and were left out.")
    return " ".join(remarks)
