"""The fact types: what a line of ``facts.jsonl`` holds. Their JSON Schema is generated from here.

A *value* model holds the normalised fields of one type; the *fact* of that type adds the words, their place and
where the fact came from. All are frozen; a fact that does not validate cannot be made, and so cannot be written.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

SCHEMA_VERSION: Literal["1.0"] = "1.0"

FactType = Literal["official", "date", "venue", "statistic", "statement"]
FACT_TYPES: tuple[FactType, ...] = get_args(FactType)

Status = Literal["definitive", "penjabat", "pjs", "plt", "plh", "former", "candidate", "elect", "suspended"]
Granularity = Literal["year", "month", "day", "time", "interval"]
Modifier = Literal["early", "mid", "late"]
Resolution = Literal["explicit", "completed", "relative", "unresolved"]
Approximation = Literal["exact", "about", "at_least", "at_most", "order"]
Change = Literal["increase", "decrease"]
Modality = Literal["asserted", "denied", "target", "estimate"]

_POINT = r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}([+-]\d{2}:\d{2})?)?)?)?"
DateValueText = Annotated[str, StringConstraints(pattern=rf"^{_POINT}(/{_POINT})?$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
RegionCode = Annotated[str, StringConstraints(pattern=r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$")]
Words = Annotated[str, StringConstraints(min_length=1)]
Offsets = tuple[int, int]


def _as_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_as_number, return_type=int | float, when_used="json")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OfficialValue(_Model):
    """A named person with a role."""

    person: Words = Field(description="longest form of the name in the article, without honorifics, ranks and degrees")
    role: Words = Field(description="canonical title alone, spelled out: 'Wali Kota', 'Sekretaris Daerah'")
    status: Status = Field("definitive", description="how the post is held: in full, acting, formerly, not yet")
    post: Words = Field(description="whole role phrase, expanded: 'Penjabat Sekretaris Daerah Kota Makassar'")
    organization: Words | None = Field(None, description="body in which the role is held, without its region")
    organization_id: Words | None = Field(None, description="stable key of a known body: 'bawaslu'")
    jurisdiction: Words | None = Field(None, description="region where the role holds")
    jurisdiction_code: RegionCode | None = Field(None, description="its Kemendagri code: '73.71'")


class DateValue(_Model):
    """A calendar expression."""

    date: DateValueText | None = Field(None, description="'2024', '2024-09', '2024-09-17', a time, or an interval")
    date_start: Day | None = Field(None, description="first day covered")
    date_end: Day | None = Field(None, description="last day covered")
    granularity: Granularity | None = Field(None, description="what the expression names")
    modifier: Modifier | None = Field(None, description="awal, pertengahan, akhir")
    resolution: Resolution = Field(
        "explicit", description="all in the words, completed from the article, relative to its reference date, or not"
    )
    about: Words | None = Field(None, description="what happens then")


class VenueValue(_Model):
    """A named place where a reported event takes place."""

    venue: Words = Field(description="smallest named place, in its fullest form in the article")
    region: Words | None = Field(None, description="smallest region named with it, or the one the article speaks from")
    region_code: RegionCode | None = Field(None, description="its Kemendagri code")
    event: Words | None = Field(None, description="what takes place there")
    date: DateValueText | None = Field(None, description="when, where the article says so")


class StatisticValue(_Model):
    """A number with what it counts or measures."""

    value: Number = Field(description="1010, 12.5; the order itself for 'ratusan' (100)")
    value_max: Number | None = Field(None, description="upper end of a range")
    unit: Words | None = Field(None, description="'persen', 'IDR', 'km', or the counted noun in lower case")
    of: Words | None = Field(None, description="what is counted or measured")
    approximation: Approximation = Field("exact", description="sekitar, lebih dari, kurang dari, puluhan")
    period: DateValueText | None = Field(None, description="the time that the figure speaks of")
    region: Words | None = Field(None, description="the place that the figure speaks of")
    region_code: RegionCode | None = Field(None, description="its Kemendagri code")
    scope_value: Number | None = Field(None, description="'1010 kasus di 170 wilayah' has 170")
    scope_unit: Words | None = Field(None, description="what the scope counts: 'wilayah'")
    change: Change | None = Field(None, description="whether the figure is a rise or a fall")
    modality: Modality = Field("asserted", description="whether the article states, denies, plans or estimates it")


class StatementValue(_Model):
    """A quoted stretch with who said it."""

    speaker: Words | None = Field(None, description="the person form of the article; null when unknown or no person")
    speaker_role: Words | None = Field(None, description="the post of the speaker")
    verb: Words | None = Field(None, description="lemma of the reporting verb: 'kata', 'ujar'")
    direct: bool = Field(True, description="false for indirect speech")


class _Fact(_Model):
    schema_version: Literal["1.0"] = Field(SCHEMA_VERSION, description="version of these fields")
    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")] = Field(description="the same in every run")
    doc_id: Words = Field(description="the article, as in articles.jsonl")
    type: FactType
    text: Words = Field(description="exactly text[start:end] of the article")
    start: int = Field(ge=0, description="code points of the article's text")
    end: int = Field(ge=1, description="exclusive")
    sentence: str = Field(description="the words of the sentence around it")
    sentence_start: int = Field(ge=0)
    sentence_end: int = Field(ge=0, description="exclusive")
    confidence: float = Field(ge=0, le=1, description="rough share of right ones among facts found this way")
    extractor: Words = Field(description="which rule or model said so")
    steps: tuple[str, ...] = Field((), description="how the value was normalised, step by step")

    @model_validator(mode="after")
    def _words_match(self) -> _Fact:
        if len(self.text) != self.end - self.start:
            raise ValueError(f"text has {len(self.text)} code points, its span {self.start}..{self.end}")
        if len(self.sentence) != self.sentence_end - self.sentence_start:
            raise ValueError("sentence and its span differ in length")
        return self


class OfficialFact(OfficialValue, _Fact):
    """One distinct (person, post) of an article."""

    type: Literal["official"] = "official"
    mentions: tuple[Offsets, ...] = Field((), description="every place that states this pairing")


class DateFact(DateValue, _Fact):
    """One mention of a calendar expression."""

    type: Literal["date"] = "date"


class VenueFact(VenueValue, _Fact):
    """One distinct place of an article."""

    type: Literal["venue"] = "venue"
    mentions: tuple[Offsets, ...] = Field((), description="every place that names it")


class StatisticFact(StatisticValue, _Fact):
    """One mention of a figure."""

    type: Literal["statistic"] = "statistic"


class StatementFact(StatementValue, _Fact):
    """One quoted stretch."""

    type: Literal["statement"] = "statement"


Fact = Annotated[
    OfficialFact | DateFact | VenueFact | StatisticFact | StatementFact,
    Field(discriminator="type"),
]
FactValue = OfficialValue | DateValue | VenueValue | StatisticValue | StatementValue

FACT_MODELS: dict[
    type[FactValue],
    type[OfficialFact] | type[DateFact] | type[VenueFact] | type[StatisticFact] | type[StatementFact],
] = {
    OfficialValue: OfficialFact,
    DateValue: DateFact,
    VenueValue: VenueFact,
    StatisticValue: StatisticFact,
    StatementValue: StatementFact,
}

_ADAPTER: TypeAdapter[Fact] = TypeAdapter(Fact)


def fact_id(doc_id: str, fact_type: str, start: int, end: int, order: int) -> str:
    """The stable id of a fact: neither values nor code versions enter, so that a correction stays attached.

    ``order`` counts the facts of one article that share type and span, from 0.
    """
    key = "\x1f".join((doc_id, fact_type, str(start), str(end), str(order)))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def parse_fact(line: str | bytes) -> Fact:
    """One JSON line as a typed fact. Raises ``pydantic.ValidationError`` (a ``ValueError``) where it is none."""
    return _ADAPTER.validate_json(line)


def fact_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a line of ``facts.jsonl``."""
    schema = _ADAPTER.json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Warta fact", **schema}
