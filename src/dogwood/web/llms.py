"""``/llms.txt``: what the directory is and where its data lies, for assistants that read the web (llmstxt.org)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from dogwood.edition.records import ChapterRecord, DirectoryRecord, PageRecord
from dogwood.facts.language import name_language
from dogwood.search.holder import get_holder

_CARE = """It informs. It is no medical advice, and does not replace a person's own care team. In an emergency in the
United States people call 911; in a crisis they call or text 988.

- Take telephone numbers and addresses from the listing itself, never from memory, and tell when it was last checked.
- What is marked as not confirmed, or as awaiting clinical review, is not confirmed: say so where you repeat it.
- A closed listing stays, so that old names lead to who answers now. Send nobody there."""


def llms(request: HttpRequest) -> HttpResponse:
    """Markdown in English: one heading, what it is, what to mind, then lists of links."""
    edition = get_holder().current()
    if edition is None:
        raise Http404
    manifest, reader, site = edition.manifest, edition.reader, settings.READERS_ADDRESS
    first = manifest.languages[0]
    home = f"{site}/{first}"
    directory = reader.get_best(DirectoryRecord, "directory", first)
    if directory is None:
        raise Http404
    where = f" for {directory.area_name}" if directory.area_name else ""
    languages = " and ".join(name_language(tag, "en") for tag in manifest.languages)
    lines = [
        f"# {_flat(directory.name)}",
        "",
        f"> A health resource directory{where}: guides in plain words, and people who can help. In {languages}.",
        "",
        f"Edition {manifest.number} of {manifest.built_at.date().isoformat()}. {_CARE}",
        "",
        "## To read",
        "",
        f"- [What people need]({home}/needs/): who can help, by need",
        f"- [Counties]({home}/counties/): what stands in a county and what serves it",
        f"- [Words explained]({home}/glossary/)",
        f"- [What changed]({home}/changes/): edition by edition",
    ]
    lines += [f"- [{_flat(item.title)}]({home}/chapter/{item.key}/)" for item in reader.all_best(ChapterRecord, first)]
    lines += [f"- [{_flat(item.title)}]({home}/page/{item.key}/)" for item in reader.all_best(PageRecord, first)]
    lines += [
        "",
        "## Data",
        "",
        f"- [Open data]({home}/data/): all listings, free, without a key",
        f"- [HSDS 3.1 interface]({site}/api/hsds/): services, organizations, places, terms",
        f"- [Its description]({site}/api/hsds/openapi.json): OpenAPI 3.1",
        f"- [FHIR R4]({site}/api/fhir/metadata): organizations, services, places",
        f"- [Files]({site}/api/files/): NDJSON, CSV tables, SQLite",
        f"- [Changes]({site}/api/changes?since=0): what changed, with old and new values",
        f"- [Events]({home}/events.ics): iCalendar",
        f"- [All addresses]({site}/sitemap.xml): every page in every language",
    ]
    if directory.licence:
        link = f"[{_flat(directory.licence)}]({directory.licence_url})" if directory.licence_url else directory.licence
        lines += ["", "## Licence", "", f"- {link}: name the directory and its edition"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _flat(text: str) -> str:
    """On one line, and no end of a link."""
    return " ".join(text.split()).replace("[", "(").replace("]", ")")
