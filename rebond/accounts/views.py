"""The language switch of every page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.i18n import set_language

from rebond.accounts import actions


def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Speak the chosen language from now on; whoever is signed in is written to in it too."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        actions.choose_language(user=request.user, language=chosen)
    return set_language(request)
