"""The desk's room for translations: how far they are, and one of them part by part."""

from typing import Any, NamedTuple, cast

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from ..announce import announce_change
from ..views import DeskView
from .exchange import TranslationFileError, read_po, write_po
from .parity import TRANSLATED_KINDS, count_twins
from .segments import SegmentError
from .work import PERMISSION, find_translations
from .work_sheet import Part, WorkSheet, open_sheet

MOST_BYTES = 2_000_000


class TranslationsView(DeskView):
    permission = PERMISSION
    title = gettext_lazy("Translations")
    icon = "globe"
    template_name = "editorial/translating/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        works = sorted(find_translations(self.request.user), key=lambda work: -work.weight)
        return super().get_context_data(parities=count_twins(), works=works[:200], total=len(works), **kwargs)


class Row(NamedTuple):
    """words: of the twin, or as typed. rows: lines that they need."""

    part: Part
    words: str
    rows: int


class TranslateView(DeskView):
    """One page or entry in one language."""

    permission = PERMISSION
    title = gettext_lazy("Translation")
    icon = "globe"
    parents = (("translations", gettext_lazy("Translations")),)
    template_name = "editorial/translating/sheet.html"
    typed: dict[str, str] | None = None
    wrong: tuple[str, str] = ("", "")

    def sheet(self) -> WorkSheet:
        model = TRANSLATED_KINDS.get(self.kwargs["kind"])
        found = open_sheet(model, self.kwargs["key"], self.kwargs["language"]) if model else None
        if found is None:
            raise Http404(_("There is nothing of this name to translate into this language."))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = self.sheet()
        typed = self.typed or {}
        rows = [Row(part, typed.get(part.name, part.words), len(part.text) // 70 + 2) for part in sheet.parts]
        return super().get_context_data(
            sheet=sheet,
            heading=str(sheet.source),
            tongue=self.kwargs["language"],
            behind=[row for row in rows if row.part.is_behind],
            others=[row for row in rows if not row.part.is_behind],
            wrong=self.wrong,
            may_publish=may_publish(self.request.user, sheet),
            may_sign=self.request.user.has_perm("editorial.sign_twin"),
            **kwargs,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "po" not in request.GET:
            return super().get(request, *args, **kwargs)
        sheet, language = self.sheet(), self.kwargs["language"]
        body = write_po(sheet.parts, language, str(sheet.source))
        name = f"{slugify(self.kwargs['key'])}.{slugify(language)}.po"
        return HttpResponse(
            body, content_type="text/x-gettext-translation; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from ..actions.translations import confirm_translation, put_translation, sign_translation

        sheet, language = self.sheet(), self.kwargs["language"]
        here = HttpResponseRedirect(reverse("translate", args=[self.kwargs["kind"], self.kwargs["key"], language]))
        if "confirm" in request.POST and sheet.target is not None:
            confirm_translation(sheet=sheet)
            announce_change(by=cast(AbstractBaseUser, request.user), why=_("A translation was confirmed"))
            messages.success(request, _("Noted: the words are right as they are."))
            return here
        if "sign" in request.POST:
            return self._sign(request, sheet, here, sign_translation)
        try:
            if "po" in request.FILES:
                texts = read_po(_read(request), sheet.parts)
            else:
                texts = {part.name: request.POST.get(f"part-{part.name}", part.words) for part in sheet.parts}
            is_out = put_translation(
                sheet=sheet, language=language, texts=texts, by=request.user,
                publishes="publish" in request.POST and may_publish(request.user, sheet),
            )  # fmt: skip
        except TranslationFileError as error:
            messages.error(request, str(error))
            return here
        except SegmentError as error:
            self.typed, self.wrong = texts, (error.name, str(error))
            messages.error(request, _("Nothing was saved yet: {problem}").format(problem=error))
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        if is_out:
            messages.success(request, _("Published: readers see it in a moment."))
        elif "publish" in request.POST:
            messages.warning(
                request, _("Kept as a draft: some parts have no words yet, or an editor has to publish it.")
            )
        else:
            messages.success(request, _("Kept as a draft."))
        return here

    def _sign(self, request: HttpRequest, sheet: WorkSheet, here: HttpResponse, sign: Any) -> HttpResponse:
        name, role = request.POST.get("name", "").strip()[:200], request.POST.get("role", "").strip()[:200]
        if not request.user.has_perm("editorial.sign_twin") or sheet.twin is None:
            messages.error(request, _("Your role does not sign translations."))
        elif sheet.behind:
            messages.error(request, _("Some parts lag behind. Bring them up to date first."))
        elif not (name and role):
            messages.error(request, _("Give the reader's name and what they are, such as “medical interpreter”."))
        else:
            sign(sheet=sheet, name=name, role=role, on=localdate())
            announce_change(by=cast(AbstractBaseUser, request.user), why=_("A translation was read"))
            messages.success(request, _("Signed. Readers no longer see that nobody has read it."))
        return here


def may_publish(user: Any, sheet: WorkSheet) -> bool:
    source = sheet.source
    if isinstance(source, Page):
        return bool(source.permissions_for_user(user).can_publish())
    return bool(user.has_perm(f"editorial.publish_{source._meta.model_name}"))


def _read(request: HttpRequest) -> str:
    file = request.FILES["po"]
    if (file.size or 0) > MOST_BYTES:  # type: ignore[union-attr]
        raise TranslationFileError(_("The file is too large for a PO file."))
    try:
        return str(file.read().decode("utf-8-sig"))  # type: ignore[union-attr]
    except UnicodeDecodeError:
        raise TranslationFileError(_("The file is not in UTF-8. Save it as UTF-8 and try again.")) from None
