"""Deny by default: a page opens only to those whom the access table names (R16)."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.module_loading import import_string


class AccessControl:
    """Look the route up in the access table; a route that is not there opens to nobody.

    What somebody saw after signing in is kept by no cache, so that the next person at the same screen sees none of it.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.table = import_string(settings.ACCESS_TABLE)

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request, view, args, kwargs):
        opens_to = self.table.get(request.resolver_match.view_name)
        if opens_to is None:
            raise Http404
        if opens_to(request.user):
            return None
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
