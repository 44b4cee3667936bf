"""A tiny site, to test the safeguards without any app's page."""

from django.db import DataError, OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path

from rebond.organisations.models import Donor
from rebond.safeguards.errors import last_resort, refused


def add_donor(request):
    """Make a donor and redirect; an empty name shows the form again."""
    donor = Donor.objects.create(name=request.POST["name"])
    if not donor.name:
        return HttpResponse("form with errors", status=422)
    return HttpResponseRedirect(f"/donors/{donor.name}/")


def fail(request, kind):
    raise {"database": OperationalError, "value": DataError, "disk": lambda: OSError(28, "full"), "bug": ValueError}[
        kind
    ]()


urlpatterns = [path("donors/", add_donor, name="add_donor"), path("fail/<kind>/", fail, name="fail")]
handler400, handler500 = refused, last_resort
__all__ = ["handler400", "handler500", "urlpatterns"]
TABLE = {"add_donor": lambda user: True, "fail": lambda user: True}
