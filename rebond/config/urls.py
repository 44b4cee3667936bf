"""Every path of the house, by app. Who may open each is said in `rebond.config.access`."""

from django.conf import settings
from django.urls import include, path

from rebond.accounts.views import choose_language

urlpatterns = [
    path("", include("rebond.portal.urls")),
    path("dispositif/", include("rebond.programmes.urls")),
    path("m/", include("rebond.stock.labels.public.urls")),
    path("dons/", include("rebond.stock.donations.urls")),
    path("stock/", include("rebond.stock.urls")),
    path("candidatures/", include("rebond.applications.urls")),
    path("annuaire/", include("rebond.directory.urls")),
    path("vagues/", include("rebond.waves.urls")),
    path("remises/", include("rebond.handovers.urls")),
    path("personnes/", include("rebond.accounts.urls")),
    path("courriels/", include("rebond.mail.urls")),
    path("taches/", include("rebond.jobs.urls")),
    path("interface/", include("rebond.interface.urls")),
    path("compte/", include("allauth.account.urls")),
    path("langue/", choose_language, name="set_language"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("rebond.demo.urls")))

handler400 = "rebond.safeguards.errors.refused"
handler403 = "rebond.safeguards.errors.forbidden"
handler404 = "rebond.safeguards.errors.absent"
handler500 = "rebond.safeguards.errors.last_resort"
