"""`rebond send_mails`."""

import pytest
from django.core.management import call_command

from rebond.mail.models import Mail
from tests.factories.mail import waiting_mail


def test_command_writes_mails_where_the_settings_say(marseille, settings, tmp_path, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    mail = waiting_mail()
    call_command("send_mails")
    (file,) = tmp_path.iterdir()
    assert f"Message-ID: {mail.message_id}" in file.read_text().splitlines()
    assert capsys.readouterr().out == "1 courriel envoyé.\n"


def test_command_tells_refusals_and_fails(marseille, settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    waiting_mail()
    with pytest.raises(SystemExit) as stop:
        call_command("send_mails")
    assert stop.value.code == 1
    assert capsys.readouterr().err == "1 courriel refusé\u00a0: voyez la page «\u00a0Courriels\u00a0».\n"
    assert Mail.objects.get().last_error == "ConnectionRefusedError: [Errno 111] Connection refused"
