"""Bytes of a file in bounded pieces: unpacked, transcoded, cut into lines."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from pipeline.failures import Code
from pipeline.ingest.decode import byte_order_mark
from pipeline.ingest.options import FREE_UNPACKED, Limits
from pipeline.ingest.refusal import Refusal

_CHUNK = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS


class Line(NamedTuple):
    """A line without its line end; ``data`` is None where it is longer than the limit. ``number`` counts from 1."""

    number: int
    data: bytes | None


def lines(file: BinaryIO, *, packed: bool, limits: Limits) -> Iterator[Line]:
    """The lines of an open file as UTF-8 bytes (where a mark says UTF-16 or UTF-32) or as they stand.

    No more than one line of ``limits.line`` bytes is held at a time. Raises ``Refusal`` for a damaged or boundless
    archive, and for text that breaks the encoding its mark names.
    """
    chunks = _unpacked(file, limits) if packed else iter(lambda: file.read(_CHUNK), b"")
    held: list[bytes] = []
    number = size = 0
    for chunk in _transcoded(chunks):
        parts = chunk.split(b"\n")
        for part in parts[:-1]:
            number += 1
            yield Line(number, b"".join([*held, part]) if size + len(part) <= limits.line else None)
            held, size = [], 0
        size += len(parts[-1])
        held = [*held, parts[-1]] if size <= limits.line else []
    if size:
        yield Line(number + 1, b"".join(held) if size <= limits.line else None)


def _unpacked(file: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The content of a gzip file, of all its members. Stops a bomb by its ratio, and refuses one that is cut off."""
    unpacker, read, written, pending, done = zlib.decompressobj(_GZIP), 0, 0, b"", True
    while True:
        pending = pending or file.read(_CHUNK)
        read += len(pending)
        try:
            data = unpacker.decompress(pending, _CHUNK)
        except zlib.error as error:
            raise Refusal(Code.COMPRESSION, f"not a sound gzip file ({error}); pack it again") from error
        if not pending and not data:
            break
        pending = unpacker.unconsumed_tail or unpacker.unused_data
        read -= len(pending)
        written += len(data)
        if written > limits.unpacked or written > max(FREE_UNPACKED, limits.ratio * read):
            message = f"unpacks to more than {limits.ratio} times its size or {limits.unpacked} bytes; unpack it first"
            raise Refusal(Code.TOO_LARGE, message)
        yield data
        done = unpacker.eof
        if done:
            unpacker = zlib.decompressobj(_GZIP)
    if not done:
        raise Refusal(Code.COMPRESSION, "the gzip file is cut off; fetch it again (what came before was read)")


def _transcoded(chunks: Iterator[bytes]) -> Iterator[bytes]:
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 4:
            break
    encoding, mark = byte_order_mark(head)
    if encoding in (None, "utf-8"):
        yield head[mark:]
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding or "")()
    try:
        yield decoder.decode(head[mark:]).encode("utf-8")
        for chunk in chunks:
            yield decoder.decode(chunk).encode("utf-8")
        yield decoder.decode(b"", final=True).encode("utf-8")
    except UnicodeDecodeError as error:
        message = f"not valid {encoding} ({error.reason}); convert the file to UTF-8"
        raise Refusal(Code.ENCODING, message) from error
