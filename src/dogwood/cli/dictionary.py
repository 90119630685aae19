"""The data dictionary: every record type and field of an edition, made from the classes themselves."""

import inspect
import typing
from types import NoneType, UnionType
from typing import Any

from pydantic import BaseModel

from dogwood.edition import records
from dogwood.edition.records import RECORD_TYPES, SCHEMA_VERSION, base, blocks, listing
from dogwood.facts import prose

_HEAD = f"""# Data dictionary

<!-- Made by “dogwood reference --data”; a test says when this page lags behind the software. -->

What an edition holds (record schema {SCHEMA_VERSION}). Each record has a `key`, shared by its twins in other languages, a `language`, and
`notices` that every output shows with it. A field that is not listed as required may be missing: it is then unknown.
"""


def write_dictionary() -> str:
    """The whole page, in Markdown."""
    parts: list[type[BaseModel]] = [
        base.Confirmation,
        base.Status,
        base.Source,
        records.Review,
        listing.Phone,
        listing.Place,
        listing.Hours,
        listing.WebLink,
    ]
    body: list[type[BaseModel]] = [
        cls
        for cls in vars(blocks).values()
        if inspect.isclass(cls) and issubclass(cls, BaseModel) and cls.__module__ == blocks.__name__
    ]
    words: list[type[BaseModel]] = [prose.Paragraph, prose.Subheading, prose.ItemList, prose.Span]
    sections = [_HEAD, "## Records\n"]
    sections += [_describe(cls, f"`{name}`") for name, cls in RECORD_TYPES.items()]
    sections.append("## Parts of records\n")
    sections += [_describe(cls, cls.__name__) for cls in parts]
    sections.append("## Blocks of a guide's body\n")
    sections += [
        _describe(cls, f"`{cls.model_fields['type'].default}`") for cls in body if not cls.__name__.startswith("_")
    ]
    sections.append("## Prose\n")
    sections += [_describe(cls, cls.__name__) for cls in words]
    return "\n".join(sections).rstrip() + "\n"


def _describe(cls: type[BaseModel], title: str) -> str:
    rows = [f"### {title}", ""]
    text = _documentation(cls)
    if text:
        rows += [text, ""]
    rows += ["| field | type | required |", "| --- | --- | --- |"]
    rows += [
        f"| `{name}` | {_name(field.annotation)} | {'yes' if field.is_required() else ''} |"
        for name, field in cls.model_fields.items()
        if name not in {"key", "language", "notices"} or not issubclass(cls, base.Record)
    ]
    return "\n".join(rows) + "\n"


def _documentation(cls: type[BaseModel]) -> str:
    """The docstrings of the class and of its own bases, in one paragraph each."""
    texts = []
    for ancestor in reversed(cls.__mro__):
        if ancestor.__module__.startswith("dogwood.") and ancestor not in {base.Record, base.Part, prose.TypedNode}:
            text = inspect.cleandoc(ancestor.__dict__.get("__doc__") or "")
            if text:
                texts.append(" ".join(text.split()))
    return "\n\n".join(texts)


def _name(annotation: Any) -> str:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _name(arguments[0])
    if origin is tuple:
        return f"list of {_name(arguments[0])}"
    if origin is dict:
        return f"map of {_name(arguments[0])} to {_name(arguments[1])}"
    if origin is typing.Literal:
        return " or ".join(f"`{value}`" for value in arguments)
    if origin in {typing.Union, UnionType}:
        inner = [argument for argument in arguments if argument is not NoneType]
        return "block" if len(inner) > 4 else " or ".join(_name(argument) for argument in inner)
    names = {str: "text", int: "whole number", float: "number", bool: "yes or no"}
    return names.get(annotation) or str(getattr(annotation, "__name__", annotation))
