"""An association beside what registers say of it: field by field, and what an officer takes over."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rebond.directory.online import actions
from rebond.directory.online.forms import AcceptForm
from rebond.directory.online.models import OnlineCheck
from rebond.directory.registers import REGISTERS
from rebond.organisations.models import Association
from rebond.organisations.registry.merging import differences
from rebond.safeguards.clock import now
from rebond.safeguards.versions import EditedMeanwhile


@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, pk) -> HttpResponse:
    association = get_object_or_404(Association, pk=pk)
    words = words_of(association)
    if request.method == "POST" and request.POST.get("version") != str(association.version):
        return changed_meanwhile(request, pk)
    form = AcceptForm(request.POST or None, words=words, initial={"version": association.version})
    if form.is_valid():
        try:
            actions.accept_words(
                association=association,
                seen=form.cleaned_data["version"],
                chosen=form.cleaned_data["accept"],
                by=request.user,
                at=now(),
            )
        except EditedMeanwhile:
            return changed_meanwhile(request, pk)
        except actions.NumberIsTaken:
            form.add_error("accept", _("Une autre association porte déjà ce SIRET\u00a0: voyez les doublons."))
        else:
            messages.success(request, _("La fiche reprend les mots du registre."))
            return redirect("directory:compare", pk)
    page = {
        "association": association,
        "form": form if words else None,
        "check": OnlineCheck.objects.filter(association=association).first(),
        "is_online": settings.REGISTER_ONLINE or settings.GEOCODER_ONLINE,
    }
    return render(request, "directory/online/compare.html", page, status=422 if form.is_bound else 200)


def changed_meanwhile(request: HttpRequest, pk) -> HttpResponse:
    """The second of two editors sees what the first one left to compare."""
    messages.info(request, _("Une autre personne vient de changer cette fiche. Relisez, puis validez de nouveau."))
    return redirect("directory:compare", pk)


def words_of(association: Association) -> list[tuple[str, str]]:
    """What registers say otherwise: a code for each, and the sentence to read."""
    return [
        (
            f"{register}:{name}",
            _("%(field)s\u00a0: «\u00a0%(said)s\u00a0» (%(register)s) au lieu de «\u00a0%(ours)s\u00a0»")
            % {
                "field": Association._meta.get_field(name).verbose_name.capitalize(),
                "said": said,
                "ours": getattr(association, name) or "—",
                "register": REGISTERS.get(register, register),
            },
        )
        for register, name, said in differences(association)
    ]


@require_POST
def ask(request: HttpRequest, pk) -> HttpResponse:
    association = get_object_or_404(Association, pk=pk)
    actions.ask_register(association=association, by=request.user, at=now())
    messages.success(request, _("La question est posée. La réponse s’affichera ici\u00a0; rien n’attend après elle."))
    return redirect("directory:compare", pk)
