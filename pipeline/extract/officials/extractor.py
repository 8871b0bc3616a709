"""The stage that fills ``reading.officials``: statements of posts, merged into one fact a person and post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.article import Span
from pipeline.extract.officials.candidates import Candidate, find
from pipeline.extract.officials.context import body_before, employer, in_station, is_headless, past_status, station_of
from pipeline.extract.officials.values import Holding, holding, span_of
from pipeline.facts import OfficialValue, Status
from pipeline.normalize import bodies, names, regions, roles
from pipeline.normalize.posts import Evidence, PostReader
from pipeline.normalize.words import split
from pipeline.reading import Mention, Person, Reading

_CONFIDENCE = {
    "officials.title_name": 0.88,
    "officials.titles_name": 0.85,
    "officials.pair": 0.8,
    "officials.name_comma_title": 0.8,
    "officials.name_bracket_title": 0.8,
    "officials.name_link_title": 0.82,
    "officials.name_appointed_title": 0.75,
    "officials.past_title": 0.75,
    "officials.pronoun_title": 0.7,
}
# A status that says more wins over the bare title: "Penjabat Bupati X" is later just "Bupati X".
_RANK: tuple[Status, ...] = ("definitive", "elect", "suspended", "plh", "plt", "pjs", "penjabat", "former")


@dataclass(slots=True)
class _Official:
    """A person and a post with every place that states it."""

    person: Person
    holding: Holding
    places: list[tuple[Span, str]] = field(default_factory=list)
    ordinal: bool = False
    by_verb: bool = False
    """Whether only a verb says the status: "ia terpilih menjadi Presiden" gives way to "Presiden Galih"."""


class OfficialExtractor:
    """Fills ``reading.officials``."""

    name = "officials"
    needs = frozenset({"clean", "doc", "entities", "dates"})
    gives = frozenset({"officials"})

    def __call__(self, reading: Reading) -> Reading:
        """The reading with its officials, in the order of their first statement."""
        text, entities = reading.clean.text, reading.entities
        named = {span.start: span.end for person in entities.people for span in person.spans}
        evidence = Evidence(
            named,
            {place.span.start: place.span.end for place in entities.places},
            {span.start: span.end for body in entities.bodies for span in body.spans},
            entities.home.code if entities.home is not None else "",
            {e.start_char: e.end_char for e in reading.doc.ents if e.label_ == "ORG"},
        )
        reader = PostReader(split(text), evidence)
        candidates = find(reader, sorted(Span(s, e) for s, e in named.items()))
        officials = _merge(reading, candidates)
        return replace(reading, officials=tuple(_mention(o) for o in officials))


def article_year(reading: Reading) -> int | None:
    """The year that an article is from: when it was published, else the latest year that it names outright."""
    if reading.article.published is not None:
        return reading.article.published.year
    years = [
        int(m.value.date_end[:4])
        for m in reading.dates
        if m.value.date_end is not None and m.value.resolution == "explicit"
    ]
    return max(years, default=None)


class _People:
    """The people of an article by the spans that name them; whom only a title names becomes a person here."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.clean.text
        self._spans = {span: person for person in reading.entities.people for span in person.spans}
        self._names = {person.name: person for person in reading.entities.people}

    def at(self, span: Span) -> Person:
        """The person whom the span names: by the span, else by the name, else a new one."""
        if (person := self._spans.get(span)) is None:
            name = names.join(span.of(self._text))
            person = self._names.setdefault(name, Person(name, (span,)))
            self._spans[span] = person
        return person


def _merge(reading: Reading, candidates: Iterable[Candidate]) -> list[_Official]:
    """One official a person and post; further mentions join the first that they fit."""
    officials: list[_Official] = []
    people = _People(reading)
    held_by: dict[int, list[_Official]] = {}  # by identity: a person hashes all its spans
    year, station = article_year(reading), None
    last: tuple[Span, Holding] | None = None
    for candidate in candidates:
        held = holding(reading, candidate, year=year)
        if held is None:
            continue
        station = station_of(candidate, held, station)
        if held.organization is None and candidate.post.title.kind == "body":
            context = body_before(reading, candidate, last)
            if context is not None:
                held = replace(held, organization=context.organization, region=held.region or context.region)
        if is_headless(candidate, held) and (body := employer(reading, candidate)) is not None:
            held = replace(held, organization=body.acronym or body.name)
        if held.status == "definitive" and (status := past_status(reading, candidate, year)) is not None:
            held = replace(held, status=status)
        last = (candidate.span, held)
        if station is not None and in_station(candidate, held):
            held = replace(held, organization=station.organization, region=held.region or station.region)
        person = people.at(candidate.name)
        if _is_company(person, candidate):
            continue
        place = (span_of(candidate, reading.clean.text), candidate.rule)
        same = next((o for o in held_by.get(id(person), ()) if _same_post(o.holding, held)), None)
        if same is None:
            officials.append(new := _Official(person, held, [place], candidate.post.ordinal))
            new.by_verb = candidate.status == "elect"
            held_by.setdefault(id(person), []).append(new)
            continue
        by_verb = candidate.status == "elect"
        same.holding = _joined(same.holding, replace(held, status="definitive") if by_verb else held)
        if same.holding.status == "elect" and candidate.rule == "officials.title_name" and held.status == "definitive":
            same.holding = replace(same.holding, status="definitive") if same.by_verb else same.holding
        same.places.append(place)
        same.ordinal = same.ordinal or candidate.post.ordinal
    return [_settled(o, officials) for o in officials]


def _is_company(person: Person, candidate: Candidate) -> bool:
    """ "Founder Majujaya": one word that the article has once, behind a company's title without a body, is its body."""
    bare = candidate.post.title.kind == "company" and candidate.post.tail is None
    return bare and candidate.rule == "officials.title_name" and " " not in person.name and len(person.spans) == 1


def _same_post(one: Holding, other: Holding) -> bool:
    """Whether two statements about one person can mean one post."""
    if not _same_role(one.role, other.role) or (
        "candidate" in {one.status, other.status} and one.status != other.status
    ):
        return False
    if one.told and other.told and one.region != other.region and not _nested(one, other):
        return False
    if one.organization is None or other.organization is None:
        return True
    return _same_body(one.organization, other.organization)


def _same_role(one: str, other: str) -> bool:
    """Equal, or the bare "Menteri" beside a minister's full title."""
    bare = {"Menteri", "Wakil Menteri", "Menteri Koordinator"}
    return (
        one == other or (one in bare and other.startswith(f"{one} ")) or (other in bare and one.startswith(f"{other} "))
    )


def _nested(one: Holding, other: Holding) -> bool:
    a, b = (h.region.code if h.region else "" for h in (one, other))
    return a.startswith(b) or b.startswith(a)


def _same_body(one: str, other: str) -> bool:
    one, other = (" ".join(w for w in body.casefold().split() if w not in {"ri", "(ri)"}) for body in (one, other))
    if one in other or other in one:
        return True
    key = bodies.key_of(one)
    return key is not None and key == bodies.key_of(other)


def _joined(one: Holding, other: Holding) -> Holding:
    """What both statements say: the fuller status, the first organisation, the region that a phrase names."""
    status = max((one.status, other.status), key=lambda s: _RANK.index(s) if s in _RANK else 0)
    region, told = (other.region, True) if other.told and not one.told else (one.region or other.region, one.told)
    organization = one.organization or other.organization
    role = max(one.role, other.role, key=len)
    village = one.village or other.village
    return replace(one, role=role, status=status, region=region, told=told, organization=organization, village=village)


def _settled(official: _Official, everyone: Sequence[_Official]) -> _Official:
    """ "Presiden ke-7" is a former one where the article has another who is in office."""
    held = official.holding
    if official.ordinal and held.status == "definitive":
        rivals = (o for o in everyone if o.holding.role == held.role and o.person is not official.person)
        if any(o.holding.status == "definitive" and not o.ordinal for o in rivals):
            official.holding = replace(held, status="former")
    return official


def _mention(official: _Official) -> Mention[OfficialValue]:
    held = official.holding
    span, rule = max(official.places, key=lambda place: (len(place[0]), -place[0].start))
    jurisdiction = regions.name_of(held.region.code) if held.region is not None else None
    value = OfficialValue(
        person=official.person.name,
        role=held.role,
        status=held.status,
        post=roles.post(held.role, held.status, held.organization or held.village, jurisdiction),
        organization=held.organization,
        organization_id=bodies.key_of(held.organization) if held.organization else None,
        jurisdiction=jurisdiction,
        jurisdiction_code=held.region.code if held.region is not None else None,
    )
    places = tuple(sorted({place for place, _ in official.places}))
    return Mention(span, value, rule, _CONFIDENCE[rule], held.steps, places)
