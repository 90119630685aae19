"""Pages → packs and back, as the worker puts them together."""

import pytest

from dogwood.offline.errors import OfflineError
from dogwood.offline.packs import REST, TITLE, Pack

LANGUAGES = ("en", "es")


def make_page(path: str, title: str, words: str) -> str:
    own = path.partition("/")[2].partition("/")[2]
    return (
        f'<!doctype html><head><title>{title}</title>\n<meta name="description" content="{words}">\n'
        f'<link rel="canonical" href="https://example.org{path}">\n</head><body><a href="/es/{own}">Español</a>'
        f'<main id="main"><h1>{title}</h1>{words}</main><footer><a href="/en/">Home</a></footer></body>'
    )


def put_together(pack: Pack, path: str) -> str:
    """As static/worker.js does it."""
    title, head, main, foot = pack.pages[path]
    rest = path.partition("/")[2] + "/"
    heads, feet = list(pack.heads), list(pack.feet)
    return (heads[head] + main + feet[foot]).replace(TITLE, title).replace(REST, rest)


def test_pages_that_share_their_frame_keep_it_once() -> None:
    pack = Pack(1, "en", "core")
    for key in ("pain", "coping", "money"):
        pack.add_page(f"/en/guide/{key}/", make_page(f"/en/guide/{key}/", key.title(), f"About {key}."), LANGUAGES)
    assert len(pack.heads) == len(pack.feet) == 1
    whole = put_together(pack, "en/guide/coping")
    assert "<title>Coping</title>" in whole and "About coping." in whole and 'href="/es/guide/coping/"' in whole
    assert "canonical" not in whole and "description" not in whole  # for search engines only
    assert whole.endswith("</footer></body>")


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(OfflineError, match="no title or no main part"):
        Pack(1, "en", "core").add_page("/en/x/", "<p>Hello</p>", LANGUAGES)
