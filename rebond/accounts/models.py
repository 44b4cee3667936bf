"""People and what they may be in a city."""

import uuid
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.joining.models import Invitation, JoinRequest  # noqa: F401  Django looks for models in this module
from rebond.organisations.models import Association, Donor
from rebond.tenancy.models import TenantModel


class Role(models.TextChoices):
    """What a person is in a city. Rights follow from it: see `rebond.config.access`."""

    OFFICER = "officer", _("Chargée ou chargé de programme")
    COMMITTEE = "committee", _("Membre de la commission")
    MANAGER = "manager", _("Responsable d’association")
    DONOR = "donor", _("Donateur")
    WAREHOUSE = "warehouse", _("Entrepôt")
    ELECTED = "elected", _("Élue ou élu")
    AUDITOR = "auditor", _("Audit")
    ADMINISTRATOR = "administrator", _("Administration")


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person, known by an e-mail address. What they may do is said by their memberships."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("prénom et nom"), max_length=120)
    # The language that they last chose: that of the mails which are written for them alone.
    language = models.CharField(
        _("langue"), max_length=2, choices=[("fr", "Français"), ("en", "English")], default="fr"
    )
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("personne")
        constraints = [models.CheckConstraint(condition=Q(language__in=["fr", "en"]), name="user_language_is_known")]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def memberships(self) -> list["Membership"]:
        """The person's memberships in the city of the scope, read once per request."""
        return list(Membership.objects.filter(user=self).select_related("association", "donor"))

    def has_role(self, *roles: str) -> bool:
        return any(membership.role in roles for membership in self.memberships)

    @property
    def associations(self) -> list[Association]:
        """The associations that the person manages in this city."""
        return [one.association for one in self.memberships if one.association is not None]

    @property
    def donors(self) -> list[Donor]:
        """The donors that the person speaks for in this city."""
        return [one.donor for one in self.memberships if one.donor is not None]

    def manages(self, association: Association) -> bool:
        return any(one.pk == association.pk for one in self.associations)

    # Django's own permissions are not used: what may be done is in the access table.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm, obj=None) -> bool:
        return False

    def has_module_perms(self, app_label) -> bool:
        return False


class Membership(TenantModel):
    """A role that a person holds in a city; a manager holds it for one association, a donor for one donor."""

    double_stays_with_merged = True

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("rôle"), max_length=16, choices=Role.choices)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("rattachement")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "association"],
                condition=Q(association__isnull=False),
                name="one_membership_per_association",
                violation_error_message=_("Cette personne est déjà responsable de cette association."),
            ),
            models.UniqueConstraint(
                fields=["user", "donor"],
                condition=Q(donor__isnull=False),
                name="one_membership_per_donor",
                violation_error_message=_("Cette personne représente déjà ce donateur."),
            ),
            models.UniqueConstraint(
                fields=["city", "user", "role"],
                condition=Q(association=None, donor=None),
                name="one_membership_per_role",
                violation_error_message=_("Cette personne a déjà ce rôle."),
            ),
            models.CheckConstraint(
                condition=Q(role="manager", association__isnull=False) | (~Q(role="manager") & Q(association=None)),
                name="managers_have_an_association",
                violation_error_message=_("Une ou un responsable d’association est rattaché à une association."),
            ),
            models.CheckConstraint(
                condition=Q(role="donor", donor__isnull=False) | (~Q(role="donor") & Q(donor=None)),
                name="donors_have_a_donor",
                violation_error_message=_("Un compte de donateur est rattaché à un donateur."),
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
