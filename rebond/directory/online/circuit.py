"""A service that failed several times in a row is left alone for a while; the other one is still asked."""

from django.core.cache import cache

MOST_FAILURES = 3
LEFT_ALONE = 300


def is_left_alone(service: str) -> bool:
    return cache.get(_key(service), 0) >= MOST_FAILURES


def has_failed(service: str) -> None:
    cache.set(_key(service), cache.get(_key(service), 0) + 1, LEFT_ALONE)


def has_answered(service: str) -> None:
    cache.delete(_key(service))


def _key(service: str) -> str:
    return f"online-failures:{service}"
