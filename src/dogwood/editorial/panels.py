"""The desk's forms: which fields stand where, in an editor's order and words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface


class FactsTab(ObjectList):
    """A tab that only the twin which carries the facts shows: a translation has words, not phones."""

    class BoundPanel(ObjectList.BoundPanel):
        def is_shown(self) -> bool:
            instance: Any = self.instance
            return super().is_shown() and (instance.locale_id is None or instance.is_source)


STATUS = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("status"), FieldPanel("status_date")]),
        FieldRowPanel([FieldPanel("became"), FieldPanel("successor")]),
        FieldPanel("status_note"),
    ],
    heading=_("Is it still there?"),
)
FOUND_UNDER = MultiFieldPanel([FieldPanel("needs"), FieldPanel("audiences")], heading=_("Found under"))
FOR_EDITORS = MultiFieldPanel([FieldPanel("key"), FieldPanel("editor_note")], heading=_("For editors"))

LISTING = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("name"),
                FieldPanel("summary"),
                FieldPanel("description"),
                FieldPanel("eligibility"),
                FieldPanel("cost_note"),
                FieldPanel("area_note"),
                FieldPanel("hours_note"),
                FieldPanel("accessibility"),
                FieldPanel("documents"),
                FieldPanel("insurance"),
                FieldPanel("waiting_time"),
            ],
            heading=_("Words"),
        ),
        FactsTab(
            [
                InlinePanel("phones", heading=_("Phones"), label=_("Phone")),
                InlinePanel("hours", heading=_("Hours"), label=_("Hours")),
                FieldRowPanel([FieldPanel("website"), FieldPanel("email")]),
                InlinePanel("web", heading=_("More web addresses"), label=_("Web address")),
                InlinePanel("places", heading=_("Places"), label=_("Place")),
            ],
            heading=_("Reach it"),
        ),
        FactsTab(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("service_type"), FieldPanel("organization")]),
                FOUND_UNDER,
                FieldRowPanel([FieldPanel("cost"), FieldPanel("accepting")]),
                FieldPanel("formats"),
                FieldPanel("languages"),
                MultiFieldPanel(
                    [FieldPanel("area"), FieldPanel("area_counties"), FieldPanel("area_states")],
                    heading=_("Area served"),
                ),
                FieldPanel("other_names"),
            ],
            heading=_("Facts"),
        ),
        ObjectList([STATUS, FOR_EDITORS], heading=_("Status")),
    ]
)
ORGANIZATION = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("other_names"),
        FieldRowPanel([FieldPanel("parent"), FieldPanel("website")]),
        STATUS,
        FOR_EDITORS,
    ]
)
PUBLICATION = ObjectList(
    [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("publication_type"), FieldPanel("publication_language"), FieldPanel("organization")]),
        FieldPanel("authors"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("edition")]),
        FieldPanel("annotation"),
        FieldPanel("how_to_get"),
        FieldPanel("website"),
        FOUND_UNDER,
        STATUS,
        MultiFieldPanel([FieldPanel("safety"), FieldPanel("safety_reason")], heading=_("Safety")),
        FOR_EDITORS,
    ]
)
EVENT = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends"), FieldPanel("timezone")]),
        FieldPanel("recurrence"),
        FieldRowPanel([FieldPanel("listing"), FieldPanel("organization")]),
        MultiFieldPanel(
            [
                FieldPanel("place_name"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("state"), FieldPanel("zip")]),
                FieldPanel("online"),
            ],
            heading=_("Where"),
        ),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("website"), FieldPanel("cost")]),
        FieldPanel("languages"),
        FOUND_UNDER,
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_note")], heading=_("Is it still there?")),
        FOR_EDITORS,
    ]
)
TERM = ObjectList(
    [
        FieldPanel("term"),
        FieldPanel("definition"),
        FieldPanel("lay"),
        FieldPanel("clinical"),
        FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
        FieldPanel("key"),
    ]
)
URGENT = ObjectList(
    [
        FieldPanel("heading"),
        FieldPanel("advice"),
        FieldPanel("phrases"),
        FieldPanel("calm"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("guide"), FieldPanel("listing")]),
        FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
        FOR_EDITORS,
    ]
)
