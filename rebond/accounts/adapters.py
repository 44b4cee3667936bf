"""How allauth behaves here: nobody opens an account alone, people are invited."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitedPeopleOnly(DefaultAccountAdapter):
    """Sign-in by e-mail code or password; no open sign-up."""

    def is_open_for_signup(self, request) -> bool:
        return False
