"""Two-step sign-in: a code from an authenticator app (TOTP, RFC 6238) after the password.

Anyone may turn it on; ``DOGWOOD_TWO_STEP=required`` makes everyone do so. Codes, drift and limits on guessing are
django-otp's.
"""

import io
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp import devices_for_user, login, match_token, user_has_device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..views import DeskView

SPARE_CODES = 10
_OPEN_PAGES = ("wagtailadmin_login", "wagtailadmin_logout", "second-step", "second-step-set-up")


class RequireSecondStep:
    """Middleware, after django-otp's: who has a second step takes it before anything on the desk; who must have one and
    has none is asked to set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        if not user.is_authenticated or user.is_verified() or request.path in {reverse(name) for name in _OPEN_PAGES}:
            return self.get_response(request)
        if user_has_device(user):
            target = "second-step"
        elif settings.TWO_STEP == "required" and user.has_perm("wagtailadmin.access_admin"):
            target = "second-step-set-up"
        else:
            return self.get_response(request)
        if request.path.startswith(("/desk/", "/documents/", "/media/")):
            return HttpResponseRedirect(f"{reverse(target)}?{urlencode({'next': request.get_full_path()})}")
        return self.get_response(request)


def _next_url(request: HttpRequest) -> str:
    url = str(request.POST.get("next") or request.GET.get("next") or "")
    is_safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if is_safe else reverse("wagtailadmin_home")


class SecondStepView(DeskView):
    """Asks for the code."""

    title = gettext_lazy("Second step")
    icon = "lock"
    template_name = "editorial/people/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(next=_next_url(self.request), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = "".join(str(request.POST.get("code", "")).split())
        device = match_token(request.user, code) if code else None
        if device is None:
            messages.error(
                request, _("That code is not right, or it has run out. Wait for the next one and try again.")
            )
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        login(request, device)
        return HttpResponseRedirect(_next_url(request))


class SetUpView(DeskView):
    """Turns it on: scan, type the first code, keep the spare codes. Turning it off needs the second step."""

    title = gettext_lazy("Two-step sign-in")
    icon = "lock"
    template_name = "editorial/people/set_up.html"
    spare: tuple[str, ...] = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        has_device = user_has_device(user)
        context: dict[str, Any] = {"has_device": has_device, "spare": self.spare, "next": _next_url(self.request)}
        if not has_device:
            import segno  # only here: the desk is smaller without it

            device = self._waiting_device()
            out = io.BytesIO()
            segno.make(device.config_url, error="m").save(out, kind="svg", scale=5, border=2, xmldecl=False, svgns=True)
            context |= {"picture": mark_safe(out.getvalue().decode()), "secret": _spaced(device)}  # noqa: S308 - our own SVG
        return super().get_context_data(**context, **kwargs)

    def _waiting_device(self) -> TOTPDevice:
        device, _made = TOTPDevice.objects.get_or_create(
            user=self.request.user, confirmed=False, defaults={"name": "app"}
        )
        return device

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if "turn_off" in request.POST:
            if not user.is_verified():
                return HttpResponseRedirect(reverse("second-step"))
            for device in list(devices_for_user(user, confirmed=None)):
                device.delete()
            messages.success(request, _("Two-step sign-in is off."))
            return HttpResponseRedirect(reverse("second-step-set-up"))
        if user_has_device(user):
            return HttpResponseRedirect(reverse("second-step-set-up"))
        device = self._waiting_device()
        code = "".join(str(request.POST.get("code", "")).split())
        if not (code.isdigit() and device.verify_token(code)):
            messages.error(
                request, _("That code is not right, or it has run out. Wait for the next one and try again.")
            )
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        with transaction.atomic():
            device.confirmed = True
            device.save()
            StaticDevice.objects.filter(user=user).delete()
            static = StaticDevice.objects.create(user=user, name="spare")
            self.spare = tuple(StaticToken.random_token() for _number in range(SPARE_CODES))
            StaticToken.objects.bulk_create([StaticToken(device=static, token=token) for token in self.spare])
        login(request, device)
        messages.success(request, _("Two-step sign-in is on."))
        return self.render_to_response(self.get_context_data(**kwargs))


def _spaced(device: TOTPDevice) -> str:
    """The secret for typing by hand, in groups of four (base 32)."""
    import base64

    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
