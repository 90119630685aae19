"""What happens after “Publish”: queued, being built, live in which edition, or held back and why; and taking it back."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from dogwood.editorial.models import GuidePage, InformationPage
from dogwood.editorial.models.base import Entry
from dogwood.editorial.views import DeskView
from dogwood.editorial.worklist import Work

from .models import Build
from .tasks import request_build

_RECORD_TYPES = {"glossaryterm": "term", "guidepage": "guide", "informationpage": "page", "chapterpage": "chapter"}


def name_record(instance: Any) -> tuple[str, str]:
    """(record type, key) under which the gate's report names an entry or page."""
    model = instance._meta.model_name
    return _RECORD_TYPES.get(model, model), getattr(instance, "key", None) or instance.slug


def tell_after_publish(request: HttpRequest, instance: Any) -> None:
    """Say on the next page that it is on its way, with the address where to watch it."""
    build = Build.objects.first()
    if build is None:
        return
    record_type, key = name_record(instance)
    url = f"{reverse('aftermath', args=[build.pk])}?of={record_type}:{key}"
    messages.info(
        request, format_html('{} <a href="{}">{}</a>', _("On its way to readers."), url, _("Watch it, or take it back"))
    )


class AftermathView(DeskView):
    """One build, as who asked for it sees it. ``?of=listing:nc-211`` is the entry in question."""

    title = gettext_lazy("On its way to readers")
    icon = "upload"
    template_name = "publishing/aftermath.html"

    def build(self) -> Build:
        build = Build.objects.filter(pk=self.kwargs["pk"]).first()
        if build is None:
            raise Http404
        return build

    def instance(self) -> Any:
        record_type, _sep, key = self.request.GET.get("of", "").partition(":")
        return find_instance(record_type, key) if key else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "json" in request.GET:
            build = self.build()
            return JsonResponse({"state": build.state, "edition": build.edition})
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        build, instance = self.build(), self.instance()
        of = self.request.GET.get("of", "")
        findings = [
            finding for finding in build.findings if not of or f"{finding['record_type']}:{finding['key']}" == of
        ]
        return super().get_context_data(
            build=build,
            instance=instance,
            findings=findings if of else findings[:50],
            is_open=build.state in {Build.QUEUED, Build.RUNNING},
            may_take_back=instance is not None and may_publish(self.request.user, instance),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it back: the version before goes live again, or the entry is taken down where there was none."""
        instance = self.instance()
        if instance is None or not may_publish(request.user, instance):
            raise Http404
        was_there = take_back(instance=instance, by=cast(User, request.user))
        messages.success(
            request,
            _("Taken back: the version before is live again.") if was_there else _("Taken back: it is not published."),
        )
        newest = Build.objects.first()
        assert newest is not None  # taking back asked for one
        return HttpResponseRedirect(f"{reverse('aftermath', args=[newest.pk])}?of={request.GET.get('of', '')}")


def find_instance(record_type: str, key: str) -> Any:
    """The entry or page of a record, in the directory's first language; None where there is none."""
    if record_type in {"guide", "page"}:
        model: Any = GuidePage if record_type == "guide" else InformationPage
        return model.objects.filter(slug=key).order_by("locale_id").first()
    names = {kind: name for name, kind in _RECORD_TYPES.items()}
    found = ContentType.objects.filter(app_label="editorial", model=names.get(record_type, record_type)).first()
    cls = found.model_class() if found else None
    if cls is None or not issubclass(cls, Entry):
        return None
    return cls._default_manager.filter(key=key).order_by("locale_id").first()


def may_publish(user: Any, instance: Any) -> bool:
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_publish())
    meta = instance._meta
    return bool(user.has_perm(f"{meta.app_label}.publish_{meta.model_name}"))


def take_back(*, instance: Any, by: User) -> bool:
    """Undo the last publish of ``instance``; True where an earlier version is live again, False where it was taken down."""
    with transaction.atomic():
        earlier = instance.revisions.exclude(pk=instance.live_revision_id)
        if instance.live_revision_id:
            earlier = earlier.filter(pk__lt=instance.live_revision_id)
        before = _last_published(instance, earlier)
        log(instance, "wagtail.revert" if before else "wagtail.unpublish", user=by, data={"why": "taken back"})
        if before is None:
            instance.unpublish(user=by, log_action=False)
        else:
            old = before.as_object()
            old.save_revision(user=by, log_action=False).publish(user=by, log_action=False, skip_permission_checks=True)
        request_build(by=by, why=f"“{instance}” was taken back")
    return before is not None


def _last_published(instance: Any, earlier: Any) -> Any:
    """The newest of the earlier revisions that was live once, by the log."""
    log_model: Any = PageLogEntry if isinstance(instance, Page) else ModelLogEntry
    published = log_model.objects.for_instance(instance).filter(action="wagtail.publish").values("revision_id")
    return earlier.filter(pk__in=published).order_by("-pk").first()


def find_held_back(user: Any) -> list[Work]:
    """What the gate held back in the last build, as work for editors."""
    if not user.has_perm("editorial.change_listing"):
        return []
    last = Build.objects.filter(state__in=[Build.DONE, Build.UNCHANGED, Build.STOPPED]).first()
    if last is None:
        return []
    works: dict[str, Work] = {}
    for finding in last.findings:
        if finding["verdict"] == "notice":
            continue
        key = f"held-back:{finding['record_type']}:{finding['key']}:{finding['field']}"
        works[key] = Work(
            key=key,
            kind="held-back",
            title=finding["key"],
            why=f"{finding['reason']} {finding['remedy']}",
            url=f"{reverse('aftermath', args=[last.pk])}?of={finding['record_type']}:{finding['key']}",
            risk=5.0 if finding["verdict"] == "stop" else 3.0,
            reach=3.0 if finding["verdict"] == "stop" else 1.0,
            age=15,
        )
    return list(works.values())
