"""Prose made up by hypothesis, with every character that Markdown, HTML or a guide's file gives a meaning."""

from hypothesis import strategies as st

from dogwood.facts.prose import ItemList, Paragraph, Prose, ProseNode, Span, Spans, Subheading, tidy_spans

_LETTERS = st.sampled_from("ab1 .,!?-–—*_`#+=~:;&<>[](){}|\\/\"'$^%@éñ¿\u00a0\u2028\t\n")
_WORDS = st.sampled_from(
    ["word", "1. ", "2026.", "- ", "+ ", "* ", "## ", "::: care", ":::", "+++", "&amp;", "<b>", "**", "__", "a_b", "![", "](", "http://x.org", "---", "```"]
)  # fmt: skip
texts = st.lists(_LETTERS | _WORDS, min_size=1, max_size=6).map("".join)
hrefs = st.sampled_from(
    ["", "", "", "https://x.org/a_b?c=1&d=2", "https://x.org/a(b)", "https://x.org/a)b", "https://x.org/ñ", "http://x.org/a&copy;b",
     "https://x.org/\\a*b*", "tel:+18002272345", "mailto:a@x.org", "guide:pain", "listing:nc-211", "term:lymph-node"]
)  # fmt: skip
spans = st.builds(Span, text=texts, strong=st.booleans(), emphasis=st.booleans(), href=hrefs)
loose_spans = st.lists(spans, max_size=5)


def _has_sure_form(spans: Spans) -> bool:
    """Three marked runs that touch have none (``exchange.markdown``)."""
    runs = "".join("m" if (span.strong or span.emphasis) and not span.href else "p" for span in spans)
    return bool(spans) and "mmm" not in runs


tidy = loose_spans.map(tidy_spans).filter(_has_sure_form)

nodes: st.SearchStrategy[ProseNode] = st.one_of(
    st.builds(Paragraph, spans=tidy),
    st.builds(Subheading, spans=tidy),
    st.builds(ItemList, ordered=st.booleans(), items=st.lists(tidy, min_size=1, max_size=3).map(tuple)),
)
proses: st.SearchStrategy[Prose] = st.lists(nodes, max_size=4).map(tuple)
