"""Reports of a plan or an undo: words for a terminal."""

from collections.abc import Iterator

from .planned import ImportPlan, RowPlan
from .runs import tell_counts
from .undo import UndoReport

_MARKS = {"create": "+", "update": "~", "same": "=", "repeat": "≈", "problem": "!", "skip": "-"}


def write_report(plan: ImportPlan, *, most: int = 200, is_whole: bool = False) -> Iterator[str]:
    """The lines of a report. most: rows told one by one; those with nothing to tell are only counted unless is_whole."""
    yield from plan.notes
    if plan.columns:
        yield "Columns:"
        for column in plan.columns:
            sample = f"  e.g. {' / '.join(column.samples)[:60]}" if column.samples else ""
            yield f"  {column.heading[:40]} → {column.target or '(note for editors)'}{f' ({column.why})' if column.why else ''}{sample}"
    told = 0
    quiet = 0
    for row in plan.rows:
        if not is_whole and not _is_telling(row):
            quiet += 1
            continue
        told += 1
        if told <= most or is_whole:
            yield from _tell_row(row)
    if told > most and not is_whole:
        yield f"… and {told - most} rows more. --all tells every row, --json gives all of it to a program."
    if quiet:
        yield f"{quiet} rows with nothing to tell are not listed."
    for gone in plan.gone:
        if gone.renamed_to:
            yield f"  The source calls “{gone.name}” ({gone.key}) otherwise now: {gone.renamed_to}."
        else:
            yield f"  x gone from the source: “{gone.name}” ({gone.key}). It stays in the directory; check it."
    yield tell_counts(plan.counts) + "."


def _is_telling(row: RowPlan) -> bool:
    return row.action != "same" or bool(row.problems or row.conflicts)


def _tell_row(row: RowPlan) -> Iterator[str]:
    yield f"{_MARKS[row.action]} {row.row}: {row.name or '(no name)'} [{row.action}{f' {row.key}' if row.key else ''}] {row.reason}"
    for problem in row.problems:
        yield f"    ! {problem}"
    for one in row.fields:
        unsure = "" if one.sure else " (not sure)"
        if one.state in {"change", "conflict"}:
            verb = "becomes" if one.state == "change" else "kept; the source says"
            yield f"    {one.field}: “{one.ours[:100]}” {verb} “{one.theirs[:100]}”{unsure}"
        elif one.state == "joined":
            yield f"    {one.field}: “{one.theirs[:100]}” joins that row{' in the note for editors' if one.note else ''}"
        elif row.action == "update" and one.state == "fill":
            yield f"    {one.field}: “{one.theirs[:160]}”{unsure}"
        elif not one.sure:
            yield f"    {one.field}: “{one.theirs[:100]}”{unsure}"


def write_undo(report: UndoReport) -> Iterator[str]:
    """The lines that tell what an undo did."""
    yield f"{report.removed} removed, {report.restored} restored, {len(report.left)} left as they are."
    for key, row, name, why in report.left:
        yield f"  {key} ({row}){f', {name}' if name else ''}: {why}"
