"""The city, which is the tenant, and the base of everything that belongs to one."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from rebond.tenancy.scope import EVERY_CITY, OutsideScope, current_city, scope


class City(models.Model):
    """A city that runs programmes. What belongs to it is invisible to every other city."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("identifiant"), unique=True)
    name = models.CharField(_("nom"), max_length=120)
    hostname = models.CharField(_("nom de domaine"), max_length=253, unique=True, null=True, blank=True)
    country = models.CharField(_("pays"), max_length=2, default="fr")
    # The city's own code in its country's registers (INSEE 13055): its districts and their map are found by it.
    code = models.CharField(_("code officiel"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("ville")
        verbose_name_plural = _("villes")

    def __str__(self) -> str:
        return self.name


class TenantManager(models.Manager):
    """Gives the rows of the scope's city. Raises OutsideScope where no city was named."""

    def get_queryset(self) -> models.QuerySet:
        rows = super().get_queryset()
        scoped = scope()
        return rows if scoped is EVERY_CITY else rows.filter(city=scoped)


class TenantModel(models.Model):
    """A row that belongs to one city, with a random id that may stand in a URL.

    The city is that of the scope; a row never points to a row of another city.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = TenantManager()

    class Meta:
        abstract = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if vars(self).get("city_id", models.DEFERRED) is None:  # rows of the database loaded without it have one
            self.city = current_city()

    def save(self, *args, **kwargs):
        scoped = scope()
        if scoped is not EVERY_CITY and self.city_id != scoped.pk:
            raise OutsideScope(f"{self!r} belongs to another city.")
        for field in self._meta.concrete_fields:
            related = field.is_relation and self._state.fields_cache.get(field.name)
            if isinstance(related, TenantModel) and related.city_id != self.city_id:
                raise OutsideScope(f"{field.name} of {self!r} belongs to another city.")
        super().save(*args, **kwargs)
