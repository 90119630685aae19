"""The blocks of a guide's body, as the desk's form shows them. One block here, one block of ``edition.records``."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from dogwood import vocabulary

from .fields import validate_key, validate_partial_date
from .richtext import FEATURES

CARE_LEVELS = [
    ("emergency", _("Go now: call 911 or go to the emergency room")),
    ("urgent", _("Today: call your care team, day or night")),
    ("routine", _("Soon: ask your care team")),
]


class ProseField(blocks.RichTextBlock):
    """Rich text with just what prose can hold."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)


class _WordBlock(blocks.ChoiceBlock):
    def __init__(self, words: str = "", **kwargs: object) -> None:
        kwargs.setdefault("choices", vocabulary.choices(words) if words else [])
        super().__init__(**kwargs)


class FactBlock(blocks.CharBlock):
    """A short text that is the same in every language: a key, a year, a source. Translators do not see it."""

    def get_translatable_segments(self, value: str) -> list[object]:
        return []


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200)
    text = ProseField(label=_("Answer"), required=False)

    class Meta:
        icon = "help"
        label = _("Question and answer")


class TextBlock(blocks.StructBlock):
    text = ProseField()

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class CareBlock(blocks.StructBlock):
    level = blocks.ChoiceBlock(choices=CARE_LEVELS)
    title = blocks.CharBlock(max_length=200)
    text = ProseField(required=False)

    class Meta:
        icon = "warning"
        label = _("Care card")


class PointsBlock(blocks.StructBlock):
    mood = blocks.ChoiceBlock(choices=[("do", _("Do")), ("dont", _("Do not"))])
    title = blocks.CharBlock(max_length=200, required=False)
    text = ProseField()

    class Meta:
        icon = "tick"
        label = _("Do / do not")


class KeyFactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, required=False)
    text = ProseField()

    class Meta:
        icon = "list-ul"
        label = _("Key facts")


class StatisticBlock(blocks.StructBlock):
    value = blocks.CharBlock(max_length=200)
    year = FactBlock(max_length=60, required=False, label=_("Year or years of the data"))
    population = blocks.CharBlock(max_length=200, required=False)
    source = FactBlock(max_length=200, required=False)
    text = ProseField(required=False)

    class Meta:
        icon = "decimal"
        label = _("Statistic (folded)")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not cleaned["source"]:
            raise blocks.StructBlockValidationError(
                {"source": ValidationError(_("Name the source: a figure without one is not published."))}
            )
        return cleaned


class QuotationBlock(blocks.StructBlock):
    text = ProseField()
    by = blocks.CharBlock(max_length=200)
    source = blocks.CharBlock(max_length=200, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class SeeAlsoBlock(blocks.StructBlock):
    guides = blocks.ListBlock(FactBlock(validators=[validate_key]), label=_("Keys of guides"))

    class Meta:
        icon = "link"
        label = _("See also")


class AskBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, required=False)
    text = ProseField()

    class Meta:
        icon = "comment"
        label = _("Questions to ask")


class ListingsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, required=False)
    need = _WordBlock("needs", required=False)
    audience = _WordBlock("audiences", required=False)
    limit = blocks.IntegerBlock(min_value=1, max_value=50, default=8)
    keys = blocks.ListBlock(
        FactBlock(validators=[validate_key]), default=[], label=_("Or keys of listings, picked by hand")
    )

    class Meta:
        icon = "group"
        label = _("Listings")


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt = blocks.CharBlock(max_length=300, label=_("What the picture tells"))
    caption = blocks.CharBlock(max_length=300, required=False)
    credit = blocks.CharBlock(max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Figure")


class BodyBlock(blocks.StreamBlock):
    """A whole body; names are those of ``edition.records``' block types."""

    question = QuestionBlock()
    text = TextBlock()
    care = CareBlock()
    points = PointsBlock()
    key_facts = KeyFactsBlock()
    statistic = StatisticBlock()
    quotation = QuotationBlock()
    see_also = SeeAlsoBlock()
    ask = AskBlock()
    listings = ListingsBlock()
    figure = FigureBlock()


class SourceBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=200, label=_("Who publishes it"))
    title = blocks.CharBlock(max_length=300, required=False)
    url = blocks.URLBlock(required=False)
    date = blocks.CharBlock(
        max_length=10, required=False, validators=[validate_partial_date], label=_("Its own date, empty if undated")
    )

    class Meta:
        icon = "doc-full"


class SourcesBlock(blocks.StreamBlock):
    source = SourceBlock()


class NotesBlock(blocks.StreamBlock):
    note = blocks.TextBlock(label=_("Note for the clinical reviewer"))
