"""Recording checks. Nothing else writes them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from .models import Check


class CheckError(Exception):
    """Checks that cannot be recorded. problems: (number of the check, field, reason)."""

    def __init__(self, problems: list[tuple[int, str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"check {number + 1}, {field}: {reason}" for number, field, reason in problems[:20]))


def record_checks(*, checks: Iterable[Mapping[str, Any]]) -> list[Check]:
    """Append ``checks`` (values of Check's fields), all or none. Raises CheckError that names every wrong value."""
    made: list[Check] = []
    problems: list[tuple[int, str, str]] = []
    for number, values in enumerate(checks):
        check = Check(**values)
        try:
            check.clean_fields()
        except ValidationError as error:
            problems.extend(
                (number, name, message) for name, messages in error.message_dict.items() for message in messages
            )
        made.append(check)
    if problems:
        raise CheckError(problems)
    with transaction.atomic():
        return Check.objects.bulk_create(made, batch_size=500)
