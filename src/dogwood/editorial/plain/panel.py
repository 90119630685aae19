"""The report beside a guide's form. The desk saves drafts by itself; opening the page again measures the newest one."""

from typing import Any

from wagtail.admin.panels import Panel

from .measures import EASY_GRADE, EASY_INFLESZ, LONG_SENTENCE
from .report import MOST_WORDS, report_guide


class PlainPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "editorial/plain/panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "report": report_guide(self.instance),
                "grade": EASY_GRADE,
                "inflesz": EASY_INFLESZ,
                "most_words": MOST_WORDS,
                "long_sentence": LONG_SENTENCE,
            }
