"""A view of the list of machines."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import Role, User
from rebond.tenancy.models import TenantManager, TenantModel


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """One's own, and those that the team shares."""
        return self.filter(Q(user=user) | Q(shared=True))


class SavedView(TenantModel):
    """The filters of an address, under a name: one's own, or the team's, which others may copy."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("nom"), max_length=60)
    query = models.CharField(max_length=500, editable=False)
    shared = models.BooleanField(_("partagée avec l’équipe"), default=False)

    objects = TenantManager.from_queryset(SavedViewQuerySet)()

    class Meta:
        ordering = ["name"]
        verbose_name = _("vue enregistrée")
        verbose_name_plural = _("vues enregistrées")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "user", "name"],
                name="one_view_per_name_of_a_user",
                violation_error_message=_("Une vue porte déjà ce nom."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def may_be_changed_by(self, user: User) -> bool:
        """Its owner renames, shares and forgets it; so do the officers with one that the team has."""
        return self.user_id == user.pk or user.has_role(Role.OFFICER, Role.ADMINISTRATOR)
