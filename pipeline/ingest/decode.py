"""From bytes to text: UTF-8, UTF-16 or Windows-1252, or a refusal with its reason; never a guess that loses letters."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from pipeline.failures import Code
from pipeline.ingest.refusal import Refusal

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PAR1": "a Parquet file",
    b"{\\rtf": "an RTF document",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ODD = re.compile("[\x80-\x9fÿþðÐÞ¤¦¬¶]|â€|[ÂÃ][\x80-\xbf€-™]")
"""What Windows-1252 text of the press does not hold: rare letters, and UTF-8 that has lost a byte."""
_SAMPLE = 1 << 16
_NUL_SHARE = 0.3
_MOST_CONTROL = 0.02
_MOST_HIGH = 0.08


def byte_order_mark(data: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark names, and the mark's length; (None, 0) without one."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    return None, 0


def decode(data: bytes) -> str:
    """The text of some bytes, without byte order mark, line ends untouched.

    A byte order mark decides; then strict UTF-8; then UTF-16 without a mark, by its zero bytes; then Windows-1252,
    where few bytes are beyond ASCII and all of them mean something in it. Raises ``Refusal`` for anything else.

    >>> decode("Rp2,3 triliun – naik".encode("cp1252")), decode("﻿Bupati".encode("utf-16"))
    ('Rp2,3 triliun – naik', 'Bupati')
    """
    encoding, mark = byte_order_mark(data)
    if encoding is not None:
        return _strict(data[mark:], encoding)
    kind = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    if kind:
        raise Refusal(Code.BINARY, f"this is {kind}, not text; convert it to UTF-8 text")
    wide = _wide(data)
    if wide:
        return _strict(data, wide)
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error)


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = f"not valid {encoding.upper()} at byte {error.start}: {error.reason}; repair or convert the file"
        raise Refusal(Code.ENCODING, message) from error
    if "\0" in text:
        raise Refusal(Code.BINARY, f"a zero character at position {text.index(chr(0))}: not text; remove it")
    return text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero in every other byte."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(data) % 2 or len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > _NUL_SHARE * half and even <= odd / 10:
        return "utf-16-le"
    if even > _NUL_SHARE * half and odd <= even / 10:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes) -> None:
    zero = data.find(b"\0")
    if zero >= 0:
        raise Refusal(Code.BINARY, f"a zero byte at byte {zero}: not text, or damaged; remove it or convert the file")
    if len(_CONTROL.findall(data[:_SAMPLE])) > _MOST_CONTROL * min(len(data), _SAMPLE):
        raise Refusal(Code.BINARY, "too many control characters for text; give the article as UTF-8 text")


def _legacy(data: bytes, error: UnicodeDecodeError) -> str:
    """Windows-1252 where that is plain; raises ``Refusal`` otherwise."""
    lossy = data.decode("utf-8", "replace")
    broken = lossy.count("\ufffd")
    sound = sum(char > "\x7f" for char in lossy) - broken
    if sound >= broken:
        message = f"not valid UTF-8 at byte {error.start}: {error.reason}; repair that place"
        raise Refusal(Code.ENCODING, message) from error
    high = sum(byte > 0x7F for byte in data)
    if high <= _MOST_HIGH * len(data):
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            text = ""
        if text and not _ODD.search(text):
            return text
    best = from_bytes(data[:_SAMPLE]).best()
    guess = f"it looks like {best.encoding}" if best else "no known encoding fits"
    message = f"neither UTF-8 (byte {error.start}) nor UTF-16 nor Windows-1252; {guess}; convert it to UTF-8"
    raise Refusal(Code.ENCODING, message) from error
