"""What people do with a donation, from its first line to its end."""

from rebond.stock.donations.actions.announcing import (
    AlreadyAnnounced,
    LinesClosed,
    NothingAnnounced,
    TooManyOffers,
    announce_donation,
    change_donation,
    forget_refused_offers,
    offer_donation,
    start_donation,
    withdraw_donation,
    write_lines,
)
from rebond.stock.donations.actions.answering import (
    FileUnread,
    NotSettled,
    accept_donation,
    close_donation,
    decline_donation,
    plan_delivery,
    reopen_donation,
)
from rebond.stock.donations.actions.files import add_file, choose_columns, read_file, remove_file

__all__ = [
    "AlreadyAnnounced",
    "FileUnread",
    "LinesClosed",
    "NotSettled",
    "NothingAnnounced",
    "TooManyOffers",
    "accept_donation",
    "add_file",
    "announce_donation",
    "change_donation",
    "choose_columns",
    "close_donation",
    "decline_donation",
    "forget_refused_offers",
    "offer_donation",
    "plan_delivery",
    "read_file",
    "remove_file",
    "reopen_donation",
    "start_donation",
    "withdraw_donation",
    "write_lines",
]
