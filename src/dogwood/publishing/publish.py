"""Publishing: from the editorial database to the switched edition."""

import datetime as dt
import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.timezone import localdate, now

import dogwood
from dogwood.checks.models import CheckPolicy
from dogwood.edition.build import Content, build_edition
from dogwood.edition.errors import EditionBaseError, EditionCorruptError, EditionError
from dogwood.edition.file import EditionReader
from dogwood.edition.manifest import Manifest
from dogwood.edition.store import LocalStore
from dogwood.editorial.models import DirectorySettings
from dogwood.search.index import build_index
from dogwood.search.meaning import load_model

from .collect import Collector
from .gate import Passed, pass_gate
from .models import Build
from .report import Finding, GateReport, GateStoppedError, is_whole

logger = logging.getLogger(__name__)
_OVERLAP = dt.timedelta(seconds=5)
"""How far an incremental build looks back before the last one began, for saves that were under way then."""


@dataclass
class Published:
    """manifest: of the new edition, None when nothing had changed. report: the gate's."""

    manifest: Manifest | None
    report: GateReport
    is_incremental: bool = False


def open_store() -> LocalStore:
    return LocalStore(Path(settings.EDITIONS_ROOT))


def publish(
    *,
    name: str = "",
    by: User | None = None,
    why: str = "",
    is_full: bool = False,
    build: Build | None = None,
    store: LocalStore | None = None,
) -> Published:
    """Collect, pass the gate, write aside, verify and switch.

    name: of a printed edition. is_full: collect everything even where the changes would do. build: the row on the
    desk that asked for it, made when None. Raises GateStoppedError, EditionBusyError, OSError (a full disk); the
    current edition then stays as it was, and the row says why.
    """
    store = store or open_store()
    build = build or Build(asked_by=by, why=why)
    with store.turn():  # from collecting on: else what was collected first could be published last
        return _publish_in_turn(store, build, name, is_full)


def _publish_in_turn(store: LocalStore, build: Build, name: str, is_full: bool) -> Published:
    build.state, build.collected_from, build.software_version = Build.RUNNING, now(), dogwood.__version__
    build.save()
    try:
        published = _publish(store, build, name, is_full)
    except Exception as error:
        build.state = Build.STOPPED if isinstance(error, GateStoppedError) else Build.FAILED
        build.error, build.finished_at = str(error)[:20_000], now()
        build.save()
        raise
    build.state = Build.DONE if published.manifest else Build.UNCHANGED
    current = published.manifest or Manifest.read(store.current_folder())
    build.content_hash, build.finished_at = current.content_hash, now()
    build.edition = published.manifest.number if published.manifest else None
    build.save()
    return published


def _publish(store: LocalStore, build: Build, name: str, is_full: bool) -> Published:
    base = None if is_full else _find_base(store, build)
    if base is not None:
        try:
            passed, content = _prepare_changes(store, base)
            if passed is not None and content is not None:
                return _build(store, build, name, passed, content)
        except EditionCorruptError as error:
            logger.warning("%s Everything is collected anew.", error)
        except EditionBaseError as error:
            logger.warning("%s", error)
    collected = Collector().collect()
    passed = pass_gate(collected, CheckPolicy.load(), localdate())
    return _build(store, build, name, passed, Content(passed.records, collected.languages, media=collected.media))


def _build(store: LocalStore, build: Build, name: str, passed: Passed, content: Content) -> Published:
    build.findings = passed.report.as_list()
    if passed.report.stops:
        raise GateStoppedError(passed.report)
    with_meaning = partial(build_index, vectors=[Path(settings.MEANING_VECTORS)], open_model=load_model)
    manifest = build_edition(store, content, build_index=with_meaning, now=now(), name=name)
    return Published(manifest, passed.report, content.is_partial)


def _find_base(store: LocalStore, build: Build) -> Build | None:
    """The build that the current edition stems from, None where everything must be collected anew: there is none, or
    the directory, the policy or the software changed since."""
    last = Build.objects.filter(state__in=[Build.DONE, Build.UNCHANGED]).exclude(pk=build.pk).first()
    if last is None or last.collected_from is None or last.software_version != dogwood.__version__:
        return None
    try:
        manifest = Manifest.read(store.current_folder())
    except EditionError:
        return None
    since = last.collected_from - _OVERLAP
    if manifest.content_hash != last.content_hash:
        return None
    policy = CheckPolicy.load()
    if DirectorySettings.load().changed_at >= since or policy.changed_at >= since:
        return None
    if policy.holds_back_lapsed and localdate(last.collected_from) != localdate():
        return None  # a listing lapses without anybody changing it
    return last


def _prepare_changes(store: LocalStore, base: Build) -> tuple[Passed, Content] | tuple[None, None]:
    """What changed since ``base``, through the gate; (None, None) where that is not enough: something vanished, or
    what is held back is no longer the same, so that what refers to it must be looked at too."""
    assert base.collected_from is not None
    collected = Collector(base.collected_from - _OVERLAP).collect()
    reader = EditionReader(store.current_folder())
    try:
        published = set(reader.hashes())
    finally:
        reader.close()
    if published - collected.identities:
        return None, None
    fresh = {record.identity for record in collected.records}
    carried = [
        finding
        for finding in (Finding(**values) for values in base.findings)
        if (finding.record_type, finding.key, finding.language) in collected.identities - fresh
    ]
    collected.report.findings.extend(carried)
    before = {(finding["record_type"], finding["key"]) for finding in base.findings if is_whole(Finding(**finding))}
    before &= {identity[:2] for identity in collected.identities}  # what is gone is held back no more
    passed = pass_gate(collected, CheckPolicy.load(), localdate(), held_back=before)
    if passed.held_back != before:
        return None, None
    return passed, Content(passed.records, collected.languages, is_partial=True, media=collected.media)
