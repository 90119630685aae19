"""The process that reads one web page, Word document or PDF: what it is fed may be hostile, so it has little time and
memory and its own end. Run by ``isolate``; speaks JSON on its output."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict

from dogwood.exchange.imports.errors import SourceFileError

from ..document import Document

MOST_MEMORY = 1500 * 1024 * 1024


def limit(seconds: int) -> None:
    """Bound this process's time and memory, where the system can."""
    try:
        import resource
    except ImportError:  # not on this system; the parent's clock still ends the process
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    form, seconds = sys.argv[1], int(sys.argv[2])
    limit(seconds)
    data = sys.stdin.buffer.read()
    try:
        document = find_reader(form)(data)
        answer = {"lines": [asdict(line) for line in document.lines], "notes": list(document.notes)}
    except SourceFileError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "The file needs more memory than a directory should. Split it."}
    sys.stdout.write(json.dumps(answer))


def find_reader(form: str) -> Callable[[bytes], Document]:
    """The function that reads bytes of ``form``: html (UTF-8), word or pdf."""
    if form == "pdf":
        from .pdf import read_pdf

        return read_pdf
    if form == "word":
        from .word import read_word

        return read_word
    from .html import read_html

    return lambda data: read_html(data.decode("utf-8", errors="replace"))


if __name__ == "__main__":
    main()
