"""Text to tokens and back, for one loaded model."""

import codecs
import ctypes
from collections.abc import Iterable
from typing import Any

from closeddoor.worker.formats import Segment

_CONTROL_ATTRIBUTES = 1 << 3 | 1 << 4  # LLAMA_TOKEN_ATTR_CONTROL, LLAMA_TOKEN_ATTR_USER_DEFINED


class Vocabulary:
    """The tokens of a model."""

    def __init__(self, library: Any, model: Any) -> None:
        self._library = library
        self._vocab = library.llama_model_get_vocab(model)
        self.size = int(library.llama_vocab_n_tokens(self._vocab))

    def prompt_tokens(self, segments: Iterable[Segment]) -> list[int]:
        """Return the tokens of a prompt, with the beginning-of-text token where the model wants one.

        Special tokens are recognised in special segments only: elsewhere `<|im_end|>` is ten characters of text.
        """
        beginning = [self._library.llama_vocab_bos(self._vocab)] if self._wants_beginning() else []
        return beginning + self.continued(segments)

    def continued(self, segments: Iterable[Segment]) -> list[int]:
        """Return the tokens of what goes on with a prompt."""
        return [token for segment in segments for token in self.tokens(segment.text, special=segment.special)]

    def tokens(self, text: str, *, special: bool = False, add_ends: bool = False) -> list[int]:
        """Return the tokens of a text; `add_ends` adds what the model expects around one (embedding models)."""
        raw = text.encode()
        room = len(raw) + 8
        while True:
            buffer = (ctypes.c_int32 * room)()
            count = int(self._library.llama_tokenize(self._vocab, raw, len(raw), buffer, room, add_ends, special))
            if count >= 0:
                return list(buffer[:count])
            if -count <= room:
                raise OverflowError("a text has more tokens than can be counted")
            room = -count  # a vocabulary without a word for the space spells it in three bytes, a token each

    def is_control(self, text: str) -> bool:
        """Whether `text` is one special token of this vocabulary."""
        tokens = self.tokens(text, special=True)
        if len(tokens) != 1 or len(self.tokens(text)) == 1:
            return False
        return bool(self._library.llama_vocab_get_attr(self._vocab, tokens[0]) & _CONTROL_ATTRIBUTES)

    def ends_reply(self, token: int) -> bool:
        return bool(self._library.llama_vocab_is_eog(self._vocab, token))

    def piece(self, token: int) -> bytes:
        """Return the bytes of a token, which need not be whole characters; special tokens have none."""
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            count = self._library.llama_token_to_piece(self._vocab, token, buffer, room, 0, False)
            if count >= 0:
                return buffer.raw[:count]
            room = -count

    def _wants_beginning(self) -> bool:
        return bool(self._library.llama_vocab_get_add_bos(self._vocab))


class ReplyText:
    """Bytes of tokens to text, across tokens that end inside a character, up to a stop text.

    `push` and `finish` return what is certain: a beginning of the stop text is held back until it turns out.
    """

    def __init__(self, stop_text: str = "") -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop_text = stop_text
        self._held = ""
        self.stopped = False

    def push(self, piece: bytes) -> str:
        return self._release(self._decoder.decode(piece))

    def finish(self) -> str:
        text = self._release(self._decoder.decode(b"", final=True))
        return text + ("" if self.stopped else self._take_held())

    def _release(self, text: str) -> str:
        if not self._stop_text:
            return text
        text = self._take_held() + text
        before, stop, _ = text.partition(self._stop_text)
        if stop:
            self.stopped = True
            return before
        keep = next((n for n in range(len(self._stop_text) - 1, 0, -1) if text.endswith(self._stop_text[:n])), 0)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def _take_held(self) -> str:
        held, self._held = self._held, ""
        return held
