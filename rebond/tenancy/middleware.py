"""Every request runs on behalf of the city of its host name."""

from django.conf import settings
from django.http import Http404

from rebond.tenancy.queries import city_of_host
from rebond.tenancy.scope import city_scope


class CityScope:
    """Open the scope of the request's city around the view. Without a city, what belongs to one does not exist."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.city = city_of_host(request.get_host().rsplit(":", 1)[0])
        if request.city is None:
            return self.get_response(request)
        with city_scope(request.city):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.city is None and not request.resolver_match.view_name.startswith(settings.ROUTES_WITHOUT_CITY):
            raise Http404
