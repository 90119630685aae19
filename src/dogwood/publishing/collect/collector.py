"""Collecting: all of it, or what changed since a moment."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Q
from pydantic import ValidationError
from wagtail.models import Locale, Page

from dogwood.checks.models import Check, CheckPolicy
from dogwood.checks.probes.findings import find_changed_keys, find_withheld
from dogwood.checks.standing import Standing, weigh_checks
from dogwood.edition.records import DirectoryRecord, Record
from dogwood.editorial.actions.entries import ENTRY_MODELS, part_names
from dogwood.editorial.models import ChapterPage, DirectorySettings, GuidePage, InformationPage, Twin
from dogwood.editorial.models.base import Entry

from ..report import GateReport
from .entries import BUILDERS, EntryCollector
from .pages import collect_chapter, collect_guide, collect_page, find_figures

_RELATED = {
    "organization": ("parent", "successor"),
    "listing": ("organization", "successor"),
    "publication": ("organization", "successor"),
    "event": ("organization", "listing"),
    "glossaryterm": (),
    "urgentwords": ("listing",),
}

#: Names of models whose records are called otherwise.
_RECORD_TYPES = {
    "glossaryterm": "term", "urgentwords": "urgent", "guidepage": "guide", "chapterpage": "chapter", "informationpage": "page",
}  # fmt: skip


@dataclass
class Collected:
    """records: what was collected. identities: of everything that is live, collected or not (type, key, language).

    unsafe: keys of publications that must not be published, with the reason. behind, read: identities of twins whose words
    lag behind the first language, and of those that a speaker of their language read.
    """

    records: list[Record] = field(default_factory=list)
    identities: set[tuple[str, str, str]] = field(default_factory=set)
    unsafe: dict[str, str] = field(default_factory=dict)
    behind: set[tuple[str, str, str]] = field(default_factory=set)
    read: set[tuple[str, str, str]] = field(default_factory=set)
    media: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    report: GateReport = field(default_factory=GateReport)
    languages: tuple[str, ...] = ("en",)
    is_partial: bool = False


class Collector:
    """Reads the live content. since: collect only entries that changed at or after this moment; None: everything."""

    def __init__(self, since: dt.datetime | None = None) -> None:
        self.since = since
        self.policy = CheckPolicy.load()
        self.directory = DirectorySettings.load()
        default = Locale.get_default().language_code
        others = Locale.objects.exclude(language_code=default).order_by("pk").values_list("language_code", flat=True)
        self.collected = Collected(languages=(default, *others), is_partial=since is not None)

    def collect(self) -> Collected:
        self._collect_directory()
        self._collect_pages()
        for model in ENTRY_MODELS:
            self._collect_entries(model)
        self._collect_twins()
        return self.collected

    def _collect_twins(self) -> None:
        for twin in Twin.objects.exclude(behind=[], read_on=None).only("kind", "key", "language", "behind", "read_on"):
            identity = (_RECORD_TYPES.get(twin.kind, twin.kind), twin.key, twin.language)
            if twin.behind:
                self.collected.behind.add(identity)
            elif twin.read_on is not None:
                self.collected.read.add(identity)

    def _add(self, record: Record | None) -> None:
        if record is not None:
            self.collected.records.append(record)
            self.collected.identities.add(record.identity)

    def _try(self, identity: tuple[str, str, str], make: Callable[[], Record | None]) -> None:
        """Add the record that ``make`` makes. One whose values a record cannot hold is held back and told, so that one
        slip of the pen does not keep all the others from readers."""
        self.collected.identities.add(identity)
        try:
            self._add(make())
        except ValidationError as error:
            wrong = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()[:5])
            self.collected.report.add(
                "hold_back", identity, "", f"It holds a value that cannot be published ({wrong}).", "Correct the value."
            )

    def _collect_directory(self) -> None:
        directory = self.directory
        for language in self.collected.languages:
            self._add(
                DirectoryRecord(
                    key="directory",
                    language=language,
                    name=directory.name.get(language) or next(iter(directory.name.values()), "Directory"),
                    short_name=directory.short_name.get(language, ""),
                    area_name=directory.area_name.get(language, ""),
                    state=directory.state,
                    languages=self.collected.languages,
                    timezone=directory.timezone,
                    answers_at_night=directory.answers_at_night,
                    credit=directory.credit.get(language, ""),
                    licence=directory.licence,
                    licence_url=directory.licence_url,
                )
            )

    def _collect_pages(self) -> None:
        """Pages are few; they are always collected anew."""
        chapters = {page.path: page for page in ChapterPage.objects.live().select_related("locale")}
        for chapter in chapters.values():
            self._try(("chapter", *_name(chapter)), partial(collect_chapter, chapter))
        for guide in GuidePage.objects.live().select_related("locale"):
            chapter_page = chapters.get(guide.path[: -guide.steplen])
            if chapter_page is not None:
                self._try(("guide", *_name(guide)), partial(collect_guide, guide, chapter_page.slug))
                self.collected.media.update(find_figures(guide))
        for page in InformationPage.objects.live().select_related("locale"):
            self._try(("page", *_name(page)), partial(collect_page, page))
            self.collected.media.update(find_figures(page))

    def _collect_entries(self, model: type[Entry]) -> None:
        name = model._meta.model_name
        record_type = _RECORD_TYPES.get(name, name)
        # The twin that carries the facts takes the others along when it is taken down.
        down = model._default_manager.filter(live=False, locale__language_code=self.collected.languages[0])
        live = model._default_manager.filter(live=True).exclude(key__in=down.values("key"))
        for key, language in live.values_list("key", "locale__language_code"):
            self.collected.identities.add((record_type, key, language))
        rows = live.select_related("locale", *_RELATED[name]).prefetch_related(*part_names(model)).order_by("pk")
        standings = {}
        if self.since is not None:
            keys = self._changed_keys(model, record_type)
            if not keys:
                return
            rows = rows.filter(key__in=keys)
            standings = self._weigh(record_type, keys)
        else:
            standings = self._weigh(record_type, None)
        builder = EntryCollector(
            standings,
            timezone=self.directory.timezone,
            phone_days=self.policy.phone_days,
            report=self.collected.report,
            language=self.collected.languages[0],
            repurposed=find_withheld(record_type),
        )
        self._build(model, rows, builder)

    def _build(self, model: type[Entry], rows: Iterable[Entry], builder: EntryCollector) -> None:
        twins: dict[str, dict[str, Entry]] = defaultdict(dict)
        for row in rows:
            twins[row.key][row.locale.language_code] = row
        default = self.collected.languages[0]
        for key, by_language in twins.items():
            source = by_language.get(default) or next(iter(by_language.values()))
            if getattr(source, "safety", "") == "unsafe":
                self.collected.unsafe[key] = source.safety_reason
            for language, words in by_language.items():
                record_type = BUILDERS[model].__name__
                self._try((record_type, key, language), partial(BUILDERS[model], builder, source, words, language))

    def _changed_keys(self, model: type[Entry], record_type: str) -> set[str]:
        assert self.since is not None
        changed = Q(changed_at__gte=self.since)
        for name in _RELATED[model._meta.model_name]:
            changed |= Q(**{f"{name}__changed_at__gte": self.since})
        keys = set(model._default_manager.filter(changed).values_list("key", flat=True))
        checked = Check.objects.filter(subject=record_type, recorded_at__gte=self.since)
        return keys | set(checked.values_list("key", flat=True)) | find_changed_keys(record_type, self.since)

    def _weigh(self, subject: str, keys: set[str] | None) -> dict[tuple[str, str], Standing]:
        checks = Check.objects.filter(subject=subject)
        if keys is not None:
            checks = checks.filter(key__in=keys)
        by_key: dict[str, list[Check]] = defaultdict(list)
        for check in checks.order_by("pk"):
            by_key[check.key].append(check)
        return {(subject, key): weigh_checks(found, self.policy) for key, found in by_key.items()}


def _name(page: Page) -> tuple[str, str]:
    return page.slug, page.locale.language_code
