"""Settings: what starts, and what stops the start with which sentence."""

import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from bot.environment import PREFIX, SettingsError
from bot.settings import Settings, read_settings

Environment = dict[str, str]

OPEN: Environment = {"APP_TYPE": "None"}
MANAGED: Environment = {"APP_TYPE": "UserAssignedMSI", "APP_ID": "app", "APP_TENANT_ID": "Tenant"}
SINGLE: Environment = {**MANAGED, "APP_TYPE": "SingleTenant", "APP_PASSWORD": "s3cret"}
POSTGRES = "postgresql+asyncpg://bot:se?cret@/bot"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> "Given":
    return Given(monkeypatch)


class Given:
    """Puts settings into the environment and reads them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, environment: Environment, **more: str) -> Settings:
        for name, value in (environment | more).items():
            self._monkeypatch.setenv(PREFIX + name, value)
        return read_settings()

    def stops(self, environment: Environment, **more: str) -> str:
        with pytest.raises(SettingsError) as caught:
            self(environment, **more)
        return str(caught.value)


def test_one_word_is_enough_on_this_machine(given: Given) -> None:
    settings = given(OPEN)
    assert (settings.host, settings.port, settings.guideline) == ("127.0.0.1", 3978, "albertslund")
    assert settings.tenants == frozenset()


def test_the_app_s_own_tenant_is_the_allowed_one(given: Given) -> None:
    assert given(MANAGED).tenants == {"tenant"}


def test_allowed_tenants_replace_it(given: Given) -> None:
    assert given(MANAGED, ALLOWED_TENANTS="One, two;three").tenants == {"one", "two", "three"}


@pytest.mark.parametrize(
    "asked",
    [
        *("", "?ssl=verify-full", "?host=/run/postgresql&ssl=disable", "?password=a%26sslmode%3Db&user=bot"),
        "?prepared_statement_cache_size=0",
    ],
)
def test_what_the_driver_knows_may_stand_in_the_database_s_address(given: Given, asked: str) -> None:
    assert given(OPEN, DATABASE_URL=POSTGRES + asked).database_url


def test_a_secret_shows_nowhere(given: Given) -> None:
    settings = given(SINGLE, DATABASE_URL="postgresql+asyncpg://a:s3cret@h/d")
    assert "s3cret" not in f"{settings!r}{settings}"
    assert settings.app_password
    assert settings.app_password.text == "s3cret"


def test_nothing_at_all_is_told(given: Given) -> None:
    assert given.stops({}) == f"{PREFIX}APP_TYPE is missing; docs/settings.md lists its values."


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"APP_TYP": "None"}, "APP_TYP is not a setting; did you mean OPTAGELSESGUIDEN_APP_TYPE?"),
        ({**OPEN, "LOGLEVEL": "info"}, "LOGLEVEL is not a setting; did you mean OPTAGELSESGUIDEN_LOG_LEVEL?"),
        ({"APP_TYPE": "MultiTenant"}, "APP_TYPE cannot be used: input should be 'UserAssignedMSI'"),
        ({**MANAGED, "APP_ID": ""}, "APP_ID is missing; OPTAGELSESGUIDEN_APP_TYPE=UserAssignedMSI needs it."),
        ({**MANAGED, "APP_TENANT_ID": ""}, "APP_TENANT_ID is missing"),
        ({**SINGLE, "APP_PASSWORD": ""}, "needs either OPTAGELSESGUIDEN_APP_PASSWORD or"),
        ({**SINGLE, "APP_CERTIFICATE": "bot.pem"}, "needs either OPTAGELSESGUIDEN_APP_PASSWORD or"),
        ({**SINGLE, "APP_PASSWORD": "", "APP_CERTIFICATE": "no.pem"}, "APP_CERTIFICATE does not name a file"),
        ({**OPEN, "HOST": "192.0.2.1"}, "APP_TYPE=None turns authentication off and is allowed only where"),
        ({**OPEN, "HOST": "localhost.evil.example"}, "APP_TYPE=None turns authentication off"),
        ({**MANAGED, "CLOCK_FILE": "clock"}, "CLOCK_FILE is refused unless OPTAGELSESGUIDEN_APP_TYPE=None"),
        ({**OPEN, "PORT": "65536"}, "PORT cannot be used"),
        ({**OPEN, "PORT": "http"}, "PORT cannot be used"),
        ({**OPEN, "PUBLIC_URL": "http://bot.example"}, "PUBLIC_URL must be an https address"),
        ({**OPEN, "PUBLIC_URL": "https://b ot.example"}, "PUBLIC_URL must be an https address"),
        ({**OPEN, "PUBLIC_URL": "https://bot.example/a b"}, "PUBLIC_URL must be an https address"),
        ({**OPEN, "PUBLIC_URL": "https://bot..example"}, "PUBLIC_URL must be an https address"),
        ({**OPEN, "PUBLIC_URL": "https://-bot.example"}, "PUBLIC_URL must be an https address"),
        ({**OPEN, "PUBLIC_URL": "https://<host>.example"}, "PUBLIC_URL must be an https address"),
        ({**OPEN, "PUBLIC_URL": "https://bot.example/?a=b"}, "PUBLIC_URL must be an address without a query"),
        ({**OPEN, "PUBLIC_URL": "https://bot.example/#a"}, "PUBLIC_URL must be an address without a query"),
        ({**OPEN, "OPENID_METADATA_URL": "ftp://x"}, "OPENID_METADATA_URL must be an https address"),
        ({**OPEN, "SEND_RATE": "0"}, "SEND_RATE cannot be used"),
        ({**OPEN, "SEND_RATE": "inf"}, "SEND_RATE cannot be used"),
        ({**OPEN, "RETENTION_DAYS": "1.5"}, "RETENTION_DAYS cannot be used"),
        ({**OPEN, "LOG_LEVEL": "loud"}, "LOG_LEVEL cannot be used"),
        ({**OPEN, "DATABASE_URL": "mysql://x"}, "DATABASE_URL must begin with sqlite+aiosqlite:/// or"),
        (
            {**OPEN, "DATABASE_URL": f"{POSTGRES}?sslmode=require"},
            "DATABASE_URL must say ssl= in the place of",
        ),
        ({**OPEN, "DATABASE_URL": f"{POSTGRES}?ssl=verify-full&sslrootcert=/ca"}, "PGSSLROOTCERT in the env"),
        (
            {**OPEN, "DATABASE_URL": f"{POSTGRES}?ssl=on"},
            "DATABASE_URL must say of ssl one of disable, allow",
        ),
        (
            {**OPEN, "DATABASE_URL": f"{POSTGRES}?application_name=bot"},
            "DATABASE_URL must say nothing of applic",
        ),
        ({**OPEN, "DATABASE_AUTH": "entra"}, "DATABASE_AUTH=entra needs a PostgreSQL"),
        (
            {**OPEN, "DIRECTORY": "graph"},
            "DIRECTORY=graph needs an identity, and OPTAGELSESGUIDEN_APP_TYPE=No",
        ),
        (
            {**MANAGED, "HR_GROUP": "HR og Jura"},
            "HR_GROUP must be the object id of a group in Microsoft Entra",
        ),
        ({**OPEN, "GRAPH_URL": "http://graph.example"}, "GRAPH_URL must be an https address"),
        ({**OPEN, "GRAPH_URL": "https://graph.example/v1.0/"}, "GRAPH_URL must end before /v1.0"),
    ],
)
def test_what_stops_the_start(given: Given, environment: Environment, sentence: str) -> None:
    assert sentence in given.stops(environment)


@pytest.mark.parametrize(
    ("name", "text", "must_be"),
    [
        ("APP_TYPE", "none", "'UserAssignedMSI', 'SingleTenant', 'Federated' or 'None'"),
        ("DATABASE_AUTH", "URL", "'url' or 'entra'"),
        ("LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("PORT", "http", "a valid integer, unable to parse string as an integer"),
        ("PORT", "9" * 5000, "a valid integer, unable to parse string as an integer"),
        ("PORT", "-1", "greater than or equal to 0"),
        ("PORT", "65536", "less than or equal to 65535"),
        ("RETENTION_DAYS", "0", "greater than or equal to 1"),
        ("SEND_RATE", "many", "a valid number, unable to parse string as a number"),
        ("SEND_RATE", "nan", "a finite number"),
        ("SEND_RATE", "0", "greater than 0"),
        ("SHOW_DRAFTS", "maybe", "a valid boolean, unable to interpret input"),
    ],
)
def test_a_sentence_says_what_a_value_must_be(given: Given, name: str, text: str, must_be: str) -> None:
    assert given.stops({**OPEN, name: text}) == f"{PREFIX}{name} cannot be used: input should be {must_be}."


@pytest.mark.parametrize(("text", "meant"), [("true", True), ("YES", True), ("1", True), ("off", False)])
def test_yes_and_no_have_many_names(given: Given, text: str, meant: bool) -> None:
    assert given(OPEN, SHOW_DRAFTS=text).show_drafts is meant


def test_graph_needs_no_identity_on_this_machine(given: Given) -> None:
    assert given(OPEN, DIRECTORY="graph", GRAPH_URL="http://127.0.0.1:1").directory == "graph"


def test_a_group_may_be_written_in_capitals(given: Given) -> None:
    group = "99999999-9999-4999-8999-99999999999A"
    assert given(MANAGED, DIRECTORY="graph", HR_GROUP=group).hr_group == group.lower()


def test_several_faults_are_told_at_once_each_on_its_line(given: Given) -> None:
    lines = given.stops(OPEN, PORT="x", LOG_LEVEL="y").splitlines()
    assert [line.split()[0] for line in lines] == [PREFIX + "PORT", PREFIX + "LOG_LEVEL"]


def test_a_wrong_secret_is_not_repeated(given: Given) -> None:
    assert "s3cret" not in given.stops(OPEN, DATABASE_URL="postgres://a:s3cret@h/d")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost"])
def test_loopback_has_many_names(given: Given, host: str) -> None:
    assert given(OPEN, HOST=host).host == host


def test_a_file_gives_settings_and_the_environment_wins(given: Given) -> None:
    Path(".env").write_text(f"{PREFIX}APP_TYPE=None\n{PREFIX}PORT=1\n{PREFIX}HOST=localhost\nOTHER=x\n")
    settings = given({}, PORT="2")
    assert (settings.host, settings.port) == ("localhost", 2)


def test_a_misspelt_name_in_a_file_stops_the_start(given: Given) -> None:
    Path(".env").write_text(f"{PREFIX}APP_TYPE=None\n{PREFIX}PROT=1\n")
    assert f"{PREFIX}PROT is not a setting; did you mean {PREFIX}PORT?" in given.stops({})


ROW = re.compile(r"^\| `(?P<name>[A-Z_]+)` \| (?P<default>.*?) \| (?P<meaning>.+) \|$", re.MULTILINE)
DOCUMENTED = {
    row["name"]: (row["default"].strip("`"), row["meaning"])
    for row in ROW.finditer((Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8"))
}


def test_the_table_and_the_model_name_the_same_settings() -> None:
    assert sorted(DOCUMENTED) == sorted(field.name.upper() for field in fields(Settings))


SAID_IN_WORDS = {"ALLOWED_TENANTS", "DATABASE_URL"}


@pytest.mark.parametrize("name", sorted(set(DOCUMENTED) - SAID_IN_WORDS))
def test_the_table_and_the_model_have_the_same_defaults(name: str) -> None:
    default = next(field.default for field in fields(Settings) if field.name == name.lower())
    told = (
        "–"
        if default in (None, "", MISSING)
        else str(default).lower()
        if isinstance(default, bool)
        else str(default)
    )
    assert DOCUMENTED[name][0] == told
