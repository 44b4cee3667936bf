"""A foreign key points down the stack, or stays in its app."""

import configparser

from django.apps import apps

from rebond.tenancy.models import TenantModel
from tests.repository import ROOT


def layer_of() -> dict[str, int]:
    """Height of each app, as the layers contract says it."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    lines = contract["importlinter:contract:house"]["layers"].split("\n")
    return {name.strip(): -height for height, line in enumerate(lines) for name in line.replace(":", "|").split("|")}


def test_a_foreign_key_points_down_the_stack():
    height = layer_of()
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("rebond.")
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model.__module__.startswith("rebond.")
        if field.related_model._meta.app_label != model._meta.app_label
        and height[field.related_model._meta.app_label] >= height[model._meta.app_label]
    ]
    assert wrong == []


def test_what_belongs_to_a_city_is_a_tenant_model():
    """The rest is shared by nature: cities themselves, people, form receipts, workers."""
    shared = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("rebond.") and not issubclass(model, TenantModel)
    }
    assert shared == {"tenancy.City", "accounts.User", "safeguards.FormReceipt", "jobs.Job", "jobs.Heartbeat"}
