"""Books on the desk: menu and addresses."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.hooks import register

from .views import PERMISSION, BookFileView, BookJobView, BookListView


@register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("books/", BookListView.as_view(), name="books"),
        path("books/<int:pk>/", BookJobView.as_view(), name="book-job"),
        path("books/<int:pk>/file/", BookFileView.as_view(), name="book-file"),
        path("books/<int:pk>/page/<int:number>/", BookFileView.as_view(), name="book-page"),
    ]


class _BooksItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@register("register_admin_menu_item")
def register_books_item() -> MenuItem:
    return _BooksItem(_("Books"), reverse("books"), name="books", icon_name="doc-full", order=172)
