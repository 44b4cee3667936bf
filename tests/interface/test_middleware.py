"""French first; English for whoever chose it."""


def test_a_page_is_french_whatever_the_browser_wishes(db, client):
    assert client.get("/", headers={"accept-language": "en-GB,en"})["Content-Language"] == "fr"


def test_a_page_is_english_once_chosen(db, client):
    client.post("/langue/", {"language": "en", "next": "/"})
    assert client.get("/")["Content-Language"] == "en"


def test_an_unknown_language_is_french(db, client):
    client.cookies["django_language"] = "xx"
    assert client.get("/")["Content-Language"] == "fr"
