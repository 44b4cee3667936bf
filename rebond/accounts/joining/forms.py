"""What is typed to invite, to ask, to decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rebond.accounts.joining.models import JoinRequest
from rebond.accounts.models import Role
from rebond.organisations.models import Association

ADDRESS = {
    "required": _("Écrivez l’adresse électronique."),
    "invalid": _("Écrivez une adresse électronique complète, comme prenom@exemple.fr."),
}
# What somebody is for the whole city; managers and donors are attached elsewhere.
CITY_ROLES = [(role.value, role.label) for role in Role if role not in (Role.MANAGER, Role.DONOR)]


class InviteForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_("La personne reçoit un lien, valable quatorze jours."),
        error_messages=ADDRESS,
    )


class AcceptForm(forms.Form):
    """How the newcomer is called."""

    name = forms.CharField(
        label=_("Votre prénom et votre nom"),
        max_length=120,
        error_messages={"required": _("Écrivez votre prénom et votre nom.")},
    )


class JoinForm(forms.ModelForm):
    """Who asks, and for which association."""

    class Meta:
        model = JoinRequest
        fields = ("named", "number", "name", "function", "email", "message")
        labels = {
            "number": _("Numéro RNA ou SIRET"),
            "name": _("Votre prénom et votre nom"),
            "function": _("Votre fonction dans l’association"),
            "email": _("Votre adresse électronique"),
            "message": _("Un mot pour le service"),
        }
        help_texts = {
            "number": _("Il commence par W, ou compte 14 chiffres. Sans lui, l’association est cherchée par son nom."),
            "function": _("Présidente, bénévole, salarié…"),
            "email": _("C’est là qu’arriveront la réponse et vos codes de connexion."),
        }
        error_messages = {
            "named": {"required": _("Écrivez le nom de l’association.")},
            "name": {"required": _("Écrivez votre prénom et votre nom.")},
            "function": {"required": _("Écrivez votre fonction.")},
            "email": ADDRESS,
        }
        widgets = {"message": forms.Textarea(attrs={"rows": 3})}


class JoinWithCodeForm(JoinForm):
    """Who asks, where a letter's code already says for which association."""

    class Meta(JoinForm.Meta):
        fields = ("name", "function", "email", "message")


class ApproveForm(forms.Form):
    """Which association the person meant, where the request did not say it for sure."""

    association = forms.ModelChoiceField(
        queryset=None,
        required=False,
        error_messages={"invalid_choice": _("Choisissez une des associations proposées.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = Association.objects.all()


class RefuseForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Motif du refus"),
        help_text=_("La personne le lira."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Écrivez le motif du refus.")},
    )


class RoleForm(forms.Form):
    """A colleague, and what they may do."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=120)
    email = forms.EmailField(label=_("Adresse électronique"), error_messages=ADDRESS)
    role = forms.ChoiceField(label=_("Rôle"), choices=CITY_ROLES)


class PeopleFilter(forms.Form):
    """Which people to list."""

    q = forms.CharField(label=_("Nom, adresse ou association"), max_length=100, required=False)
    role = forms.ChoiceField(label=_("Rôle"), choices=[("", _("Tous")), *Role.choices], required=False)

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return self.cleaned_data
