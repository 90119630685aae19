"""The form of a book: what to make, and what a page costs."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from dogwood import vocabulary
from dogwood.book.plan import CUT
from dogwood.edition.file import EditionReader
from dogwood.edition.records import GuideRecord
from dogwood.places import all_counties, all_regions


class BookForm(forms.Form):
    """reader: of the current edition, for its guides and languages; None where there is none yet."""

    form = forms.ChoiceField(
        label=_("Form"),
        choices=[
            ("book", _("Book: everything, with all guides")),
            ("booklet", _("Booklet: listings, with the guides in short")),
            ("leaflet", _("Leaflet: no cover, for one guide or need")),
        ],
    )
    scope = forms.ChoiceField(label=_("What it holds"))
    language = forms.ChoiceField(label=_("Language"))
    paper = forms.ChoiceField(
        label=_("Paper"), choices=[("letter", _("US letter")), ("half", _("Half letter")), ("a4", "A4")]
    )
    print = forms.ChoiceField(
        label=_("Print"), choices=[("standard", _("Standard")), ("large", _("Large (18 points and up)"))]
    )
    leave_out = forms.MultipleChoiceField(
        label=_("Leave out"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    cut = forms.IntegerField(
        label=_("Most characters of a description"),
        min_value=0,
        max_value=100_000,
        initial=CUT,
        help_text=_("0 prints all of it."),
    )
    address = forms.CharField(
        label=_("Public address of the readers’ site"),
        required=False,
        max_length=200,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Stands on the cover, in words and as a code. Empty: neither."),
    )
    proof = forms.BooleanField(
        label=_("Proof"),
        required=False,
        help_text=_("Marks where a text was cut, a check is overdue, or a character has no font."),
    )
    price = forms.DecimalField(
        label=_("Price of a printed page"),
        min_value=Decimal(0),
        max_value=Decimal(1000),
        max_digits=8,
        decimal_places=4,
        initial=Decimal("0.04"),
    )
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=1_000_000, initial=1)

    def __init__(self, *args: Any, reader: EditionReader | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        languages = reader.manifest.languages if reader else ()
        names = dict(settings.LANGUAGES)
        fields["scope"].choices = list_scopes(reader)
        fields["language"].choices = [(tag, names.get(tag, tag)) for tag in languages]
        if len(languages) == 2:  # a book has one language or two
            fields["language"].choices.append(("both", _("Both")))
        fields["leave_out"].choices = vocabulary.choices("service_types")
        fields["address"].initial = settings.PRINTED_ADDRESS

    def read(self) -> dict[str, Any]:
        """The choices of a valid form, as a job keeps them."""
        names = ("form", "scope", "language", "paper", "print", "leave_out", "cut", "address", "proof")
        return {name: self.cleaned_data[name] for name in names}


def list_scopes(reader: EditionReader | None) -> list[Any]:
    """All there is to choose, in groups."""
    first = reader.manifest.languages[0] if reader else "en"
    guides = reader.all_best(GuideRecord, first) if reader else []
    return [
        ("all", _("All of it")),
        (_("A county"), [(f"county:{one.slug}", one.name) for one in all_counties()]),
        (_("A region"), [(f"region:{one.slug}", one.name) for one in all_regions()]),
        (_("A need"), [(f"need:{key}", label) for key, label in vocabulary.choices("needs")]),
        (_("A guide"), sorted(((f"guide:{one.key}", one.title) for one in guides), key=lambda pair: pair[1])),
    ]
