"""all-MiniLM-L6-v2 from its original weights, in numpy: what the converted model is held against.

BERT (Devlin et al., 2019), mean pooling, unit length, as its `modules.json` says. WordPiece for plain English only.
"""

import json
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import minilm

Array = NDArray[np.float32]
HEADS = 12


class ReferenceMiniLM:
    """The encoder at `folder`, which holds `config.json`, `tokenizer.json` and `model.safetensors`."""

    def __init__(self, folder: Path) -> None:
        self.tensors = minilm.read_safetensors(folder / "model.safetensors")
        self.layers: int = json.loads((folder / "config.json").read_text())["num_hidden_layers"]
        self.ids = {token: number for number, token in enumerate(minilm.read_vocabulary(folder / "tokenizer.json"))}

    def embed(self, text: str) -> Array:
        """Return the unit vector (384 numbers) of `text`."""
        state = self._embed_tokens(self.tokenize(text))
        for layer in range(self.layers):
            state = self._layer(state, f"encoder.layer.{layer}.")
        mean: Array = state.mean(axis=0)
        return mean / np.float32(np.linalg.norm(mean))

    def tokenize(self, text: str) -> list[int]:
        """Return the WordPiece ids of lower-cased plain English, with [CLS] and [SEP] around them."""
        words = re.findall(r"[a-z0-9]+|[^a-z0-9\s]", text.lower())
        return [self.ids["[CLS]"], *(piece for word in words for piece in self._pieces(word)), self.ids["[SEP]"]]

    def _pieces(self, word: str) -> list[int]:
        pieces, start = [], 0
        while start < len(word):
            prefix = "##" if start else ""
            end = next((e for e in range(len(word), start, -1) if prefix + word[start:e] in self.ids), None)
            if end is None:
                return [self.ids["[UNK]"]]
            pieces.append(self.ids[prefix + word[start:end]])
            start = end
        return pieces

    def _embed_tokens(self, ids: list[int]) -> Array:
        tensors = self.tensors
        state = tensors["embeddings.word_embeddings.weight"][ids]
        state = state + tensors["embeddings.position_embeddings.weight"][: len(ids)]
        state = state + tensors["embeddings.token_type_embeddings.weight"][0]
        return self._normalise(state, "embeddings.LayerNorm.")

    def _layer(self, state: Array, name: str) -> Array:
        attended = self._linear(self._attention(state, name + "attention.self."), name + "attention.output.dense.")
        state = self._normalise(state + attended, name + "attention.output.LayerNorm.")
        wide = _gelu(self._linear(state, name + "intermediate.dense."))
        return self._normalise(state + self._linear(wide, name + "output.dense."), name + "output.LayerNorm.")

    def _attention(self, state: Array, name: str) -> Array:
        query, key, value = (_heads(self._linear(state, f"{name}{part}.")) for part in ("query", "key", "value"))
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(query.shape[-1]))
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed: Array = (weights / weights.sum(axis=-1, keepdims=True)) @ value
        return mixed.transpose(1, 0, 2).reshape(state.shape)

    def _linear(self, state: Array, name: str) -> Array:
        result: Array = state @ self.tensors[name + "weight"].T + self.tensors[name + "bias"]
        return result

    def _normalise(self, state: Array, name: str) -> Array:
        centred = state - state.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        result: Array = centred / scale * self.tensors[name + "weight"] + self.tensors[name + "bias"]
        return result


def _heads(state: Array) -> Array:
    return state.reshape(len(state), HEADS, -1).transpose(1, 0, 2)


def _gelu(value: Array) -> Array:
    """The exact form, x Φ(x), with erf after Abramowitz and Stegun 7.1.26 (error below 1.5e-7)."""
    x = np.abs(value) / np.sqrt(2.0)
    t = 1 / (1 + 0.3275911 * x)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(value) * (1 - series * np.exp(-(x**2)))
    result: Array = (value * 0.5 * (1 + erf)).astype(np.float32)
    return result
