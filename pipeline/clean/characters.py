"""One form for characters that look or mean the same: spaces, quotes, dashes, widths; mis-decoded bytes mended."""

from __future__ import annotations

import re
import unicodedata

from pipeline.clean.draft import Draft

_HIGH = "".join(bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b)) for b in range(0x80, 0xC0))
_BYTES = {c: b for b, c in enumerate(_HIGH, start=0x80)} | {chr(b): b for b in range(0x80, 0x100)}
_TAIL = re.escape(_HIGH) + "\x80-\x9f"
_MISREAD = re.compile(f"[Â-ß][{_TAIL}]|[à-ï][{_TAIL}]{{2}}|[ð-ô][{_TAIL}]{{3}}|â€(?![{_TAIL}])")
_MISREAD_QUOTE_END = "â€"  # the third byte, 0x9D, has no meaning in Windows-1252 and is often lost

_COMBINED = re.compile(
    "[^\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{1,8}"
)
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb]+"
)
_LIGATURE = re.compile("[\ufb00-\ufb06\u0132\u0133\u01c7-\u01cc\u2026\u2100-\u2101\u2116]")
_DOUBLED = re.compile("(?<!')''(?!')|,,(?=[A-Z])")


def _one_to_one() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    groups = {
        " ": "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        "\n": "\x0b\x0c\r\u2028\u2029",
        "'": "\u2018\u2019\u201a\u201b\u2032\u2035\xb4`\u02b9\u02bb\u02bc\u02bd\u2039\u203a",
        "\u201c": "\u201e\u201f\xab\u301d",
        "\u201d": "\xbb\u301e",
        '"': "\u2033\u2036\u02ba\u3003",
        "-": "\u2010\u2011\u2212\ufe63",
        "\u2013": "\u2012",
        "\u2014": "\u2015",
    }
    table |= {ord(odd): plain for plain, odds in groups.items() for odd in odds}
    misread = {byte: char for byte, char in enumerate(_HIGH[:0x20], start=0x80) if char != chr(byte)}
    return table | {byte: table.get(ord(char), char) for byte, char in misread.items()}


_TABLE = _one_to_one()


def mend_bytes(draft: Draft) -> Draft:
    """UTF-8 that was read as Windows-1252 (or Latin-1), once or twice, as the characters it was: ``â€œ`` as a quote."""
    for _ in range(2):
        mended = draft.sub(_MISREAD, _mended)
        if mended is draft:
            break
        draft = mended
    return draft


def unify_characters(draft: Draft) -> Draft:
    """Unseen characters away, accents composed, look-alikes in one form.

    Double quotes keep their direction; single ones become ``'``; two single ones in a row become a double one.

    >>> unify_characters(Draft.of("\\u2018Adil\\u2019\\u00a0\\u200bdan ''makmur''")).text
    '\\'Adil\\' dan "makmur"'
    """
    draft = draft.sub(_UNSEEN, lambda match: "")
    if not unicodedata.is_normalized("NFC", draft.text):
        draft = draft.sub(_COMBINED, lambda match: unicodedata.normalize("NFC", match[0]))
    draft = draft.translate(_TABLE).sub(_LIGATURE, lambda match: unicodedata.normalize("NFKC", match[0]))
    return draft.sub(_DOUBLED, lambda match: "\u201c" if match[0] == ",," else '"')


def _mended(match: re.Match[str]) -> str | None:
    if match[0] == _MISREAD_QUOTE_END:
        return "\u201d"
    try:
        return bytes(_BYTES[c] for c in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return None
