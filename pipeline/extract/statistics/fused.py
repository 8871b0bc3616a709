"""Words that are a number and a unit in one: "setahun", "sebulan"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.statistics.figures import Figure
from pipeline.extract.statistics.tables import Unit, cues
from pipeline.extract.statistics.words import Words


def settle_fused(figure: Figure, words: Words) -> Figure | None:
    """The figure where the word means a length of time; None where it means a rate or a moment.

    "selama setahun" and "setahun masa jabatan" are lengths; "dua kali sebulan" and "setahun lalu" are not.
    """
    if figure.unit is None:
        return None
    index = words.from_position(figure.span.start)
    before, behind = words.lower(index - 1), words.lower(index + 1)
    if behind in cues("moment") or before == "kali" or words.text[figure.span.end : figure.span.end + 1] == "-":
        return None
    if before not in cues("span") and behind not in cues("length"):
        return None
    return replace(figure, unit=Unit(figure.unit.name, "time"), known=True, confidence=0.85)
