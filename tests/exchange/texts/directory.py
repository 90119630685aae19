"""An invented directory page, in several layouts. Nothing in it exists: 555 numbers, example.org, made-up names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    name: str
    phones: tuple[str, ...] = ()
    web: str = ""
    email: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    words: str = ""


SERVICES = (
    Entry(
        "Quillfeather Helpline", ("800.555.HELP", "919-555-0142"), "www.quillfeather.example.org", "", "", "", "", "",
        "Answers questions day and night. Trained volunteers listen to patients and their families.",
    ),
    Entry(
        "Marbledove House of Rest", ("(828) 555-0177",), "https://marbledove.example.org/stay", "rooms@marbledove.example.org",
        "12 Plumtree Lane", "Asheville", "NC", "28801", "Offers rooms near the hospital for people who travel to treatment.",
    ),
    Entry(
        "Sisters of the Teacup Support Group", ("252.555.0110",), "", "teacup@example.org", "P.O. Box 77", "Greenville", "NC", "27858",
        "Meets in the library and welcomes newcomers. Provides rides to members who need one.",
    ),
    Entry(
        "The Lanternwick Fund", ("336-555-0111",), "lanternwick.example.org", "", "400 Juniper Street, Suite 9", "Boone", "NC", "28607",
        "Helps with rent and power bills during treatment. One application a year.",
    ),
    Entry(
        "Nettlebrook County Wig Closet", ("704-555-0133",), "", "", "9 North Oak Avenue", "Charlotte", "NC", "28202",
        "Lends wigs and scarves. Volunteers fit them in private.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Book:
    title: str
    authors: tuple[str, ...]
    year: str
    words: str


BOOKS = (
    Book(
        "The Paper Boat: Notes From a Long Illness",
        ("Orla Fennimore",),
        "2003",
        "Short pieces that can be read in a waiting room.",
    ),
    Book(
        "Two Kettles, One Stove",
        ("Tam B. Okafor", "Lise van der Meer"),
        "1999",
        "A couple writes about cooking through treatment.",
    ),
    Book("What the Heron Knew", ("Pilar Quintero-Ames",), "2011", "Poems about waiting, fear and small joys."),
)


def _place(entry: Entry) -> str:
    return f"{entry.street}, {entry.city}, {entry.state} {entry.zip}" if entry.street else ""


def blocks() -> str:
    """Names on a line of their own, facts below, words after an empty line."""
    parts = ["Resources", ""]
    for one in SERVICES:
        parts += [one.name, _place(one), " or ".join(one.phones), one.web, one.email]
        parts = [*parts, "\0", one.words, "\0"]
    return "\n".join(part for part in parts if part).replace("\0", "")


def tight() -> str:
    """The same without empty lines."""
    rows = []
    for one in SERVICES:
        rows += [
            one.name,
            _place(one),
            *(f"Phone: {phone}" for phone in one.phones),
            one.web and f"Web: {one.web}",
            one.email and f"E-mail: {one.email}",
            one.words,
        ]
    return "WHERE TO GET HELP\n" + "\n".join(row for row in rows if row)


def indented() -> str:
    """Names at the edge, all else further in."""
    rows = ["Organizations", ""]
    for one in SERVICES:
        rows += [
            one.name,
            *(f"    {row}" for row in (_place(one), ", ".join(one.phones), one.web, one.email, one.words) if row),
        ]
    return "\n".join(rows)


def dashes() -> str:
    """One entry a line, parted by dashes."""
    return "Helplines and Services\n\n" + "\n".join(
        " – ".join(
            part for part in (one.name, ", ".join(one.phones), _place(one), one.web, one.email, one.words) if part
        )
        for one in SERVICES
    )


def numbered() -> str:
    """A numbered list whose lines wrap."""
    import textwrap

    items = []
    for number, one in enumerate(SERVICES, 1):
        whole = (
            ", ".join(part for part in (one.name, _place(one), " or ".join(one.phones), one.web, one.email) if part)
            + f". {one.words}"
        )
        items.append(
            "\n".join(
                textwrap.wrap(
                    whole,
                    76,
                    initial_indent=f"{number}. ",
                    subsequent_indent="   ",
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
        )
    return "Support Groups\n\n" + "\n".join(items)


def markdown_bold() -> str:
    """Bold names that begin a paragraph."""
    return "## Resources\n\n" + "\n\n".join(
        f"**{one.name}** {one.words} "
        + " ".join(
            filter(
                None,
                (
                    _place(one),
                    " or ".join(one.phones),
                    f"[{one.web}](https://{one.web})" if one.web.startswith("www") else one.web,
                    one.email,
                ),
            )
        )
        for one in SERVICES
    )


def markdown_headings() -> str:
    """A heading for each entry."""
    return "# Local help\n\n" + "\n\n".join(
        f"### {one.name}\n\n{one.words}\n\n- Phone: {', '.join(one.phones)}"
        + (f"\n- Address: {_place(one)}" if one.street else "")
        + (f"\n- Web: {one.web}" if one.web else "")
        + (f"\n- E-mail: {one.email}" if one.email else "")
        for one in SERVICES
    )


def labelled() -> str:
    """A label before every fact."""
    rows = []
    for one in SERVICES:
        rows += [f"Name: {one.name}", f"Phone: {'; '.join(one.phones)}"]
        rows += (
            [f"Address: {_place(one)}"] * bool(one.street)
            + [f"Website: {one.web}"] * bool(one.web)
            + [f"Email: {one.email}"] * bool(one.email)
        )
        rows += [
            "Hours: Mon-Fri 9am-5pm",
            "Languages: English, Spanish",
            "Contact: Ms. Nobody",
            f"Description: {one.words}",
            "",
        ]
    return "\n".join(rows)


def pipes() -> str:
    """A table of Markdown."""
    rows = [
        "| Name | Phone | Address | City | State | Zip | Web site | E-mail | Description |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    rows += [
        f"| {one.name} | {', '.join(one.phones)} | {one.street} | {one.city} | {one.state} | {one.zip} | {one.web} | {one.email} | {one.words} |"
        for one in SERVICES
    ]
    return "## Directory\n\n" + "\n".join(rows)


def html_table() -> str:
    """A table with headings, as old pages write it: capitals, nothing closed."""
    rows = "".join(
        f"<TR><TD><B>{one.name}</B><TD>{'<BR>'.join(one.phones)}<TD>{_place(one)}<TD>"
        + (f'<A HREF="https://{one.web.removeprefix("https://")}">{one.web}</A>' if one.web else "&nbsp;") + f"<TD>{one.email}<TD>{one.words}"
        for one in SERVICES
    )  # fmt: skip
    return f"<HTML><HEAD><TITLE>x</TITLE><SCRIPT>var a='(919) 555-0000';</SCRIPT></HEAD><BODY><H2>Resources</H2><TABLE><TR><TH>Organization<TH>Phone<TH>Address<TH>Web site<TH>E-mail<TH>Description{rows}</TABLE></BODY></HTML>"


def html_bold() -> str:
    """Bold names and line breaks in a layout table, with a menu beside it."""
    entries = "".join(
        f"<p><b>{one.name}</b><br>" + "<br>".join(filter(None, (_place(one), " or ".join(one.phones), one.web and f'<a href="https://{one.web.removeprefix("https://")}">{one.web}</a>', one.email)))
        + f"<br>{one.words}</p>"
        for one in SERVICES
    )  # fmt: skip
    return (
        "<!DOCTYPE html><html><body><nav><a href='/'>Home</a> <a href='/a'>About us</a></nav><table><tr><td width=120>"
        "<a href='/1'>Home</a><br><a href='/2'>Special Events</a><br><a href='/3'>Products &amp; Services</a><br><a href='/4'>Hospitals</a><br><a href='/5'>Contact Us</a></td>"
        f"<td><h1>Local help</h1><p>Many people ask where to turn. The list below is one place to start, and it is not complete.</p><h2>Resources</h2>{entries}</td></tr></table>"
        "<p>Copyright 2004, Nobody at All</p></body></html>"
    )


def html_definitions() -> str:
    """A definition list."""
    return "<html><body><h2>Organizations</h2><dl>" + "".join(
        f"<dt>{one.name}</dt><dd>{one.words}<br>{'<br>'.join(filter(None, (_place(one), ' or '.join(one.phones), one.web, one.email)))}</dd>" for one in SERVICES
    ) + "</dl></body></html>"  # fmt: skip


def two_columns() -> str:
    """Text out of a PDF, two columns side by side."""
    cells = []
    for one in SERVICES:
        rows = [
            one.name,
            *(
                part
                for part in (
                    one.street,
                    f"{one.city}, {one.state} {one.zip}" if one.city else "",
                    *one.phones,
                    one.web,
                    one.email,
                )
                if part
            ),
        ]
        import textwrap

        rows += textwrap.wrap(one.words, 38)
        cells.append([*rows, ""])
    left = [row for cell in cells[:3] for row in cell]
    right = [row for cell in cells[3:] for row in cell]
    right += [""] * (len(left) - len(right))
    body = "\n".join(f"{a:<46}{b}".rstrip() for a, b in zip(left, right, strict=False))
    return f"RESOURCES\n\n{body}"


LAYOUTS = {
    one.__name__: one
    for one in (blocks, tight, indented, dashes, numbered, markdown_bold, markdown_headings, labelled, pipes, html_table, html_bold, html_definitions, two_columns)
}  # fmt: skip


def books_prose() -> str:
    """Citations, one a paragraph."""
    return "Books and More\n\n" + "\n\n".join(
        f"{one.title}, by {' and '.join(one.authors)} ({one.year}). {one.words}" for one in BOOKS
    )


def books_lines() -> str:
    """Title, people and year on lines of their own."""
    return "Suggested Reading\n\n" + "\n\n".join(
        f"{one.title}\nby {', '.join(one.authors)}\n(Example Press, {one.year})\n{one.words}" for one in BOOKS
    )


def books_items() -> str:
    """A list of Markdown with titles in italics."""
    return "## Books\n\n" + "\n".join(
        f"- *{one.title}* by {' & '.join(one.authors)} ({one.year}) – {one.words}" for one in BOOKS
    )


def books_html() -> str:
    return (
        "<html><body><h3>Books</h3>"
        + "".join(
            f"<p><i>{one.title}</i>, by {' with '.join(one.authors)} ({one.year}). {one.words}</p>" for one in BOOKS
        )
        + "</body></html>"
    )


BOOK_LAYOUTS = {one.__name__: one for one in (books_prose, books_lines, books_items, books_html)}
