"""The people of the desk."""

import secrets

from django.contrib.auth import get_user_model

FIRST_EDITOR = "editor"


def create_first_editor(*, username: str = FIRST_EDITOR) -> str | None:
    """Create the first editor with a random one-time password and return it; None when the desk has people already.

    The password is shown once and kept nowhere.
    """
    users = get_user_model()
    if users.objects.exists():
        return None
    password = secrets.token_urlsafe(12)
    users.objects.create_superuser(username=username, email="", password=password)
    return password
