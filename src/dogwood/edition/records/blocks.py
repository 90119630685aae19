"""The blocks of a guide's body."""

from typing import Annotated, Literal

from pydantic import Field

from dogwood.facts.prose import Prose, TypedNode, linked_keys

from .base import Key

CareLevel = Literal["emergency", "urgent", "routine"]
"""The three levels of the NHS care card: go now, call today, see your team (service-manual.nhs.uk, "Care cards")."""


class _Block(TypedNode):
    def linked(self) -> set[tuple[str, str]]:
        """All ``(scheme, key)`` that the block points to."""
        return set()


class _ProseBlock(_Block):
    text: Prose = ()

    def linked(self) -> set[tuple[str, str]]:
        return linked_keys(self.text)


class QuestionBlock(_ProseBlock):
    """A question as a heading, and its answer in ``text``."""

    type: Literal["question"] = "question"
    question: str


class TextBlock(_ProseBlock):
    type: Literal["text"] = "text"


class CareCardBlock(_ProseBlock):
    type: Literal["care"] = "care"
    level: CareLevel
    title: str


class PointsBlock(_ProseBlock):
    """What to do (``do``) or not to do (``dont``)."""

    type: Literal["points"] = "points"
    mood: Literal["do", "dont"]
    title: str = ""


class KeyFactsBlock(_ProseBlock):
    type: Literal["key_facts"] = "key_facts"
    title: str = ""


class StatisticBlock(_ProseBlock):
    """A figure, folded until the reader opens it. year: or years of the data. population: whom it counts. source: its name."""

    type: Literal["statistic"] = "statistic"
    value: str
    year: str = ""
    population: str = ""
    source: str = ""


class QuotationBlock(_ProseBlock):
    type: Literal["quotation"] = "quotation"
    by: str
    source: str = ""


class SeeAlsoBlock(_Block):
    type: Literal["see_also"] = "see_also"
    guides: tuple[Key, ...]

    def linked(self) -> set[tuple[str, str]]:
        return {("guide", key) for key in self.guides}


class QuestionsToAskBlock(_ProseBlock):
    """Questions to ask the care team."""

    type: Literal["ask"] = "ask"
    title: str = ""


class ListingsBlock(_Block):
    """Listings picked by hand (``keys``), or by need and audience, at most ``limit``."""

    type: Literal["listings"] = "listings"
    title: str = ""
    need: str = ""
    audience: str = ""
    limit: int = 8
    keys: tuple[Key, ...] = ()

    def linked(self) -> set[tuple[str, str]]:
        return {("listing", key) for key in self.keys}


class FigureBlock(_Block):
    """image: path inside the edition's ``media/``. alt: what the picture tells, for those who do not see it."""

    type: Literal["figure"] = "figure"
    image: str
    alt: str
    caption: str = ""
    credit: str = ""


Block = Annotated[
    QuestionBlock
    | TextBlock
    | CareCardBlock
    | PointsBlock
    | KeyFactsBlock
    | StatisticBlock
    | QuotationBlock
    | SeeAlsoBlock
    | QuestionsToAskBlock
    | ListingsBlock
    | FigureBlock,
    Field(discriminator="type"),
]
