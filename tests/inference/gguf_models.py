"""Models of any shape with random weights, whole enough to be loaded and to decode: what they say is noise."""

from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter

from closeddoor.wire.model_headers import Shape

TYPES = {
    "F16": (GGMLQuantizationType.F16, 1),
    "Q8_0": (GGMLQuantizationType.Q8_0, 7),
    "Q4_0": (GGMLQuantizationType.Q4_0, 2),
}


@dataclass(frozen=True)
class Made:
    """A model of llama's architecture, small in all but what a test is about."""

    layers: int = 4
    embedding: int = 256
    heads: int = 4
    kv_heads: int = 2
    feed_forward: int = 512
    vocabulary: int = 1000
    context_tokens: int = 4096
    quantisation: str = "F16"

    @property
    def shape(self) -> Shape:
        """What a header of this model says, but for the number of parameters."""
        head = self.embedding // self.heads
        return Shape(
            context_tokens=self.context_tokens, layers=self.layers, embedding=self.embedding, heads=self.heads,
            kv_layers=self.layers, kv_heads=self.kv_heads, key_length=head, value_length=head,
            feed_forward=self.feed_forward, vocabulary=self.vocabulary,
        )  # fmt: skip

    def write(self, path: Path) -> Path:
        """Write it to `path`, the same bytes each time."""
        writer = GGUFWriter(path, "llama")
        self._describe(writer)
        random = np.random.default_rng(1)
        for name, rows, columns in self._matrices():
            values = random.standard_normal((rows, columns), np.float32) * np.float32(0.05)
            kind, _ = TYPES[self.quantisation]
            writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)
        for name in self._norms():
            writer.add_tensor(name, np.ones(self.embedding, np.float32))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return path

    def _describe(self, writer: GGUFWriter) -> None:
        writer.add_name("Made for a test")
        writer.add_file_type(TYPES[self.quantisation][1])
        writer.add_context_length(self.context_tokens)
        writer.add_block_count(self.layers)
        writer.add_embedding_length(self.embedding)
        writer.add_feed_forward_length(self.feed_forward)
        writer.add_head_count(self.heads)
        writer.add_head_count_kv(self.kv_heads)
        writer.add_rope_dimension_count(self.embedding // self.heads)
        writer.add_layer_norm_rms_eps(1e-5)
        writer.add_tokenizer_model("llama")
        special = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
        tokens = [*special, *(f"w{number}" for number in range(self.vocabulary - len(special)))]
        writer.add_token_list(tokens)
        writer.add_token_scores([0.0] * self.vocabulary)
        writer.add_token_types([2, 3, 3, *([6] * 256), *([1] * (self.vocabulary - len(special)))])
        writer.add_bos_token_id(1)
        writer.add_eos_token_id(2)

    def _matrices(self) -> list[tuple[str, int, int]]:
        kept = self.kv_heads * self.embedding // self.heads
        e, f = self.embedding, self.feed_forward
        parts = (
            ("attn_q", e, e), ("attn_k", kept, e), ("attn_v", kept, e), ("attn_output", e, e),
            ("ffn_gate", f, e), ("ffn_up", f, e), ("ffn_down", e, f),
        )  # fmt: skip
        ends = [("token_embd.weight", self.vocabulary, e), ("output.weight", self.vocabulary, e)]
        layers = [
            (f"blk.{layer}.{name}.weight", rows, columns)
            for layer in range(self.layers) for name, rows, columns in parts
        ]  # fmt: skip
        return ends + layers

    def _norms(self) -> list[str]:
        layers = [f"blk.{layer}.{name}.weight" for layer in range(self.layers) for name in ("attn_norm", "ffn_norm")]
        return ["output_norm.weight", *layers]
