"""The desk's pages about truth: the share of what is fresh, and the story of one listing."""

from typing import Any

from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dogwood import vocabulary
from dogwood.editorial.views import DeskView

from .models import FIELDS
from .plot import plot_trend
from .story import MODELS, tell_story
from .truth import measure_truth


class TruthView(DeskView):
    permission = "checks.view_check"
    title = _("How true the directory is")
    icon = "tick-inverse"
    template_name = "checks/truth.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        truth = measure_truth(localdate())
        return super().get_context_data(
            truth=truth,
            plot=plot_trend(truth.trend),
            types=[
                (vocabulary.label("service_types", key, "en") if key else "", share)
                for key, share in truth.by_type.items()
            ],
            **kwargs,
        )


class StoryView(DeskView):
    permission = "checks.view_check"
    icon = "history"
    template_name = "checks/story.html"

    def get_page_title(self) -> Any:
        entry = self.entry()
        return _("The story of %(name)s") % {"name": entry}

    def entry(self) -> Any:
        model = MODELS.get(self.kwargs["subject"])
        found = model.objects.filter(key=self.kwargs["key"]).order_by("pk").first() if model else None
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        field = self.request.GET.get("field", "")
        return super().get_context_data(
            happenings=tell_story(self.kwargs["subject"], self.kwargs["key"], field),
            fields=[(key, label) for key, label in FIELDS if key],
            field=field,
            **kwargs,
        )
