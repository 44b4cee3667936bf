"""Where things stand: a tree of at most three levels."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantManager, TenantModel

DEEPEST = 3


class PlaceQuerySet(models.QuerySet):
    def in_use(self):
        """Those that are not archived."""
        return self.filter(archived_at=None)

    def archived(self):
        return self.exclude(archived_at=None)

    def with_path(self):
        """Ready to be written as a path, without further queries."""
        return self.select_related("parent__parent")


class Place(Versioned, TenantModel):
    """A site, a room of a site, or a bin of a room. It is archived when it is empty, and never deleted.

    What a file brings arrives in the one place of the city that receives.
    """

    name = models.CharField(_("nom"), max_length=60)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    depth = models.PositiveSmallIntegerField(default=1)
    receives = models.BooleanField(_("reçoit les livraisons"), default=False)
    archived_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(PlaceQuerySet)()

    class Meta:
        ordering = ["name"]
        verbose_name = _("emplacement")
        constraints = [
            models.CheckConstraint(
                condition=Q(depth=1, parent=None) | Q(depth__in=[2, DEEPEST], parent__isnull=False),
                name="place_has_three_levels_at_most",
                violation_error_message=_("Un emplacement a trois niveaux au plus\u00a0: site, local, casier."),
            ),
            models.CheckConstraint(
                condition=Q(receives=False) | Q(archived_at=None), name="receiving_place_is_not_archived"
            ),
            models.UniqueConstraint(fields=["city"], condition=Q(receives=True), name="one_place_receives"),
            models.UniqueConstraint(
                "parent",
                Lower("name"),
                condition=Q(archived_at=None),
                name="one_place_of_that_name_inside_another",
                violation_error_message=_("Un emplacement porte déjà ce nom ici."),
            ),
            models.UniqueConstraint(
                "city",
                Lower("name"),
                condition=Q(archived_at=None, parent=None),
                name="one_site_of_that_name",
                violation_error_message=_("Un emplacement porte déjà ce nom ici."),
            ),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def path(self) -> str:
        """Entrepôt › Local 2 › B-12."""
        return self.name if self.parent is None else f"{self.parent.path} › {self.name}"
