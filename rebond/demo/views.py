"""Signing in with one click, in the demonstration only."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from rebond.accounts.models import User
from rebond.demo.cast import CAST


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a member of the cast. Outside demo mode, and for anybody else, this page does not exist."""
    email = request.POST.get("email", "")
    if not settings.DEMO or email not in {member.email for member in CAST}:
        raise Http404
    login(request, get_object_or_404(User, email=email), backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("portal:home")
