"""How the bot proves who it is, over the real protocols on this machine."""

import base64
import datetime
import ssl
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jwt
import pytest
import trustme
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import NameOID

from bot.environment import Secret
from bot.teams.credentials import CONNECTOR_SCOPE, EXCHANGE_SCOPE, Token, credential_of
from tests.bot.conftest import MakeSettings
from tests.bot.fakes.activities import TENANT
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import APP_ID, rsa_key


class LoginServer:
    """Microsoft Entra's sign-in as far as a bot uses it, over TLS."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.url = ""

    async def metadata(self, request: web.Request) -> web.Response:
        tenant = f"{self.url}/{request.match_info['tenant']}"
        return web.json_response(
            {
                "issuer": f"{tenant}/v2.0",
                "token_endpoint": f"{tenant}/oauth2/v2.0/token",
                "authorization_endpoint": f"{tenant}/oauth2/v2.0/authorize",
            }
        )

    async def token(self, request: web.Request) -> web.Response:
        self.asked.append(dict(await request.post()))
        return web.json_response(
            {"access_token": f"token-{len(self.asked)}", "expires_in": 3600, "token_type": "Bearer"}
        )


@pytest.fixture
async def plain_login() -> AsyncIterator[LoginServer]:
    server, app = LoginServer(), web.Application()
    app.router.add_post("/{tenant}/oauth2/v2.0/token", server.token)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


@pytest.fixture
async def login(tmp_path: Path) -> AsyncIterator[LoginServer]:
    server, authority = LoginServer(), trustme.CA()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    app = web.Application()
    app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", server.metadata)
    app.router.add_post("/{tenant}/oauth2/v2.0/token", server.token)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    server.url = f"https://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


async def _token(settings: Any, tmp_path: Path) -> str:
    credential = credential_of(
        settings, connection_verify=str(tmp_path / "ca.pem"), disable_instance_discovery=True
    )
    async with credential:
        return await Token(credential, CONNECTOR_SCOPE)()


@pytest.fixture
def single(make_settings: MakeSettings, login: LoginServer) -> dict[str, Any]:
    return {"app_id": APP_ID, "app_tenant_id": TENANT, "login_url": login.url}


async def test_a_client_secret(
    make_settings: MakeSettings, login: LoginServer, single: dict[str, Any], tmp_path: Path
) -> None:
    settings = make_settings(**(single | {"app_type": "SingleTenant", "app_password": Secret("s3cret")}))
    assert await _token(settings, tmp_path) == "token-1"
    (asked,) = login.asked
    assert (asked["client_id"], asked["client_secret"]) == (APP_ID, "s3cret")
    assert CONNECTOR_SCOPE in asked["scope"].split()


async def test_a_certificate(
    make_settings: MakeSettings, login: LoginServer, single: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "bot.pem"
    file.write_bytes(certificate())
    settings = make_settings(app_type="SingleTenant", app_certificate=file, **single)
    assert await _token(settings, tmp_path) == "token-1"
    (asked,) = login.asked
    assert asked["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    _check_as_entra_does(asked["client_assertion"], x509.load_pem_x509_certificate(file.read_bytes()), login)


def _check_as_entra_does(assertion: str, certificate: x509.Certificate, login: LoginServer) -> None:
    """Signed by the certificate's key, naming the certificate, for this server alone and for minutes only.

    Source: learn.microsoft.com, "Microsoft identity platform application authentication certificate
    credentials".
    """
    header, public_key = jwt.get_unverified_header(assertion), certificate.public_key()
    assert isinstance(public_key, RSAPublicKey)
    names: dict[str, hashes.HashAlgorithm] = {"x5t": hashes.SHA1(), "x5t#S256": hashes.SHA256()}  # noqa: S303
    (name,) = names.keys() & header.keys()
    thumbprint = base64.urlsafe_b64encode(certificate.fingerprint(names[name])).decode().rstrip("=")
    assert header[name].rstrip("=") == thumbprint
    audience = f"{login.url}/{TENANT}/oauth2/v2.0/token"
    claims = jwt.decode(assertion, public_key, algorithms=["RS256", "PS256"], audience=audience)
    assert (claims["iss"], claims["sub"]) == (APP_ID, APP_ID)
    assert claims["exp"] - time.time() <= 3600


async def test_a_certificate_s_key_that_is_another_s_is_refused_by_that_check(login: LoginServer) -> None:
    """The check itself is one: another key's assertion does not pass it."""
    shown = x509.load_pem_x509_certificate(certificate())
    sha256 = base64.urlsafe_b64encode(shown.fingerprint(hashes.SHA256())).decode()
    claims = {"aud": f"{login.url}/{TENANT}/oauth2/v2.0/token", "iss": APP_ID, "sub": APP_ID, "exp": 2**33}
    forged = jwt.encode(claims, rsa_key("stranger"), algorithm="RS256", headers={"x5t#S256": sha256})
    with pytest.raises(jwt.InvalidSignatureError):
        _check_as_entra_does(forged, shown, login)


async def test_a_federated_credential_is_proved_by_the_managed_identity(
    make_settings: MakeSettings,
    login: LoginServer,
    identity: IdentityEndpoint,
    single: dict[str, Any],
    tmp_path: Path,
) -> None:
    assert await _token(make_settings(app_type="Federated", **single), tmp_path) == "token-1"
    assert identity.asked[0]["resource"] == EXCHANGE_SCOPE.removesuffix("/.default")
    (asked,) = login.asked
    assert (asked["client_id"], asked["client_assertion"]) == (APP_ID, "token-1")
    assert asked["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    assert (asked["grant_type"], "client_secret" in asked) == ("client_credentials", False)
    assert CONNECTOR_SCOPE in asked["scope"].split()


async def test_a_federated_credential_is_proved_by_a_token_file(
    make_settings: MakeSettings,
    login: LoginServer,
    single: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "proof").write_text("the-proof")
    monkeypatch.setenv("AZURE_FEDERATED_TOKEN_FILE", str(tmp_path / "proof"))
    assert await _token(make_settings(app_type="Federated", **single), tmp_path) == "token-1"
    assert login.asked[0]["client_assertion"] == "the-proof"


class Issuer:
    """A credential whose tokens live as long as it is told."""

    def __init__(self, lifetime: int) -> None:
        self.lifetime = lifetime
        self.given = self.failed = 0
        self.away = False

    async def get_token(self, *_scopes: str) -> Any:
        from azure.core.credentials import AccessToken

        if self.away:
            self.failed += 1
            raise OSError("no identity endpoint")
        self.given += 1
        return AccessToken(f"token-{self.given}", int(time.time()) + self.lifetime)


@pytest.mark.parametrize(("lifetime", "given"), [(3600, 1), (299, 3)])
async def test_a_token_is_kept_until_shortly_before_it_expires(lifetime: int, given: int) -> None:
    issuer: Any = Issuer(lifetime)
    token = Token(issuer, "scope")
    for _ in range(3):
        await token()
    assert issuer.given == given


async def test_a_token_that_cannot_be_replaced_is_used_for_as_long_as_it_is_valid() -> None:
    issuer: Any = Issuer(lifetime=299)  # due for replacement, and valid for a while
    token = Token(issuer, "scope")
    await token()
    issuer.away = True
    assert [await token() for _ in range(3)] == ["token-1"] * 3
    assert issuer.failed == 1  # and it is not asked for again with each use


async def test_without_a_valid_token_the_failure_is_told() -> None:
    issuer: Any = Issuer(lifetime=-1)
    token = Token(issuer, "scope")
    await token()
    issuer.away = True
    for _ in range(2):
        with pytest.raises(OSError, match="no identity endpoint"):
            await token()
    issuer.away, issuer.lifetime = False, 3600
    assert await token() == "token-2"


def certificate(password: bytes = b"", key_of: str = "bot") -> bytes:
    """A certificate of its own making with its key, or somebody else's, as one PEM."""
    key, name = rsa_key("bot"), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    private = rsa_key(key_of).private_bytes(pem, serialization.PrivateFormat.PKCS8, locked)
    return private + certificate.public_bytes(pem)


async def test_a_login_server_on_this_machine_may_speak_plain_http(
    make_settings: MakeSettings, plain_login: LoginServer
) -> None:
    settings = make_settings(
        app_type="SingleTenant",
        app_id=APP_ID,
        app_tenant_id=TENANT,
        app_password=Secret("s3cret"),
        login_url=plain_login.url,
    )
    async with credential_of(settings) as credential:
        assert await Token(credential, CONNECTOR_SCOPE)() == "token-1"
