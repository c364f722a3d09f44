"""The one path from Markdown to displayed text, spans and blocks, used by scorer and page alike."""

from closeddoor.text.blocks import RenderedText
from closeddoor.text.read import read_document, read_markdown, render_chat, split_finished

__all__ = ["RenderedText", "read_document", "read_markdown", "render_chat", "split_finished"]
