"""Measuring search on judged queries, in the layout of BEIR.

    print(evaluate_search(folder, store.current_folder).as_text())

- ``layout``: queries, judgments and documents from files. ``corpus``: documents → a temporary edition, indexed as the
  site's are. ``names``: the ids by which judgments call a record. ``measures``: nDCG, MRR, success, recall, percentiles.
- ``typos``: one seeded slip of the finger a query. ``run``: asks, times and measures. ``report``: figures in words and JSON.

What is measured is what a reader gets: ``EditionSearch.search`` with the site's settings, whatever the collection.
"""

from .corpus import open_corpus
from .errors import EvaluationError
from .layout import Judged, Query, read_judged
from .report import Figures, Report
from .run import evaluate_search

__all__ = ["EvaluationError", "Figures", "Judged", "Query", "Report", "evaluate_search", "open_corpus", "read_judged"]
