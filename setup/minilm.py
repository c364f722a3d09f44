"""Turn the original weights of all-MiniLM-L6-v2 into a GGUF file that llama.cpp's embedding mode reads.

Names and keys follow llama.cpp's `bert` architecture; matrices become 16-bit floats, all else stays 32-bit. Same
input, same bytes. Use: `python setup/minilm.py FOLDER_WITH_ORIGINAL OUT.gguf`.
"""

import json
import sys
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from numpy.typing import NDArray

KEPT_IN_FULL = ("position_embd.weight", "token_types.weight")
NOT_USED = ("embeddings.position_ids", "pooler.")


def read_safetensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """Return the tensors of a `.safetensors` file of 32-bit floats, by name."""
    data = path.read_bytes()
    header_end = 8 + int.from_bytes(data[:8], "little")
    header: dict[str, Any] = json.loads(data[8:header_end])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] == "F32":
            start, end = (header_end + offset for offset in entry["data_offsets"])
            tensors[name] = np.frombuffer(data[start:end], np.float32).reshape(entry["shape"])
    return tensors


def read_vocabulary(path: Path) -> list[str]:
    """Return the WordPiece tokens of a `tokenizer.json`, in the order of their ids."""
    vocabulary: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return sorted(vocabulary, key=vocabulary.__getitem__)


def phantom_space(token: str) -> str:
    """Return `token` as llama.cpp's WordPiece expects it: word beginnings carry U+2581, continuations nothing."""
    if _is_control(token):
        return token
    return token[2:] if token.startswith("##") else f"\u2581{token}"


def convert(original: Path, target: Path) -> None:
    """Write `target` from `config.json`, `tokenizer.json` and `model.safetensors` in `original`."""
    config = json.loads((original / "config.json").read_text())
    writer = gguf.GGUFWriter(target, "bert")
    _add_parameters(writer, config)
    _add_vocabulary(writer, read_vocabulary(original / "tokenizer.json"))
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.BERT, config["num_hidden_layers"])
    for name, tensor in sorted(read_safetensors(original / "model.safetensors").items()):
        if not name.startswith(NOT_USED):
            new_name = names.get_name(name, try_suffixes=(".weight", ".bias")) or name
            writer.add_tensor(new_name, _shrink(new_name, tensor))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _shrink(name: str, tensor: NDArray[np.float32]) -> NDArray[Any]:
    return tensor if tensor.ndim == 1 or name in KEPT_IN_FULL else tensor.astype(np.float16)


def _add_parameters(writer: Any, config: dict[str, Any]) -> None:
    writer.add_name("all-MiniLM-L6-v2")
    writer.add_license("apache-2.0")
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_layer_norm_eps(config["layer_norm_eps"])
    writer.add_causal_attention(value=False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)


def _add_vocabulary(writer: Any, tokens: list[str]) -> None:
    types = [gguf.TokenType.CONTROL if _is_control(token) else gguf.TokenType.NORMAL for token in tokens]
    writer.add_tokenizer_model("bert")
    writer.add_token_type_count(2)
    writer.add_token_list([phantom_space(token) for token in tokens])
    writer.add_token_types(types)
    ids = {token: number for number, token in enumerate(tokens)}
    writer.add_bos_token_id(ids["[CLS]"])
    writer.add_sep_token_id(ids["[SEP]"])
    writer.add_eos_token_id(ids["[SEP]"])
    writer.add_pad_token_id(ids["[PAD]"])
    writer.add_unk_token_id(ids["[UNK]"])
    writer.add_mask_token_id(ids["[MASK]"])


def _is_control(token: str) -> bool:
    return token in {"[CLS]", "[SEP]", "[PAD]", "[UNK]", "[MASK]"}


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
