"""What the origins enforce, asked without a browser."""

import json
import time
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pyotp
import pytest
from tests.sandbox.conftest import Serve

from cancelbot.sandbox import SCENARIOS, Sandbox, SandboxAccount, Scenario
from cancelbot.sandbox.auth.oauth import CLIENT_ID
from cancelbot.sandbox.auth.tokens import s256
from cancelbot.sandbox.auth.totp import CODE_PERIOD, FakeAuthenticator, code_at

VERIFIER = "a-verifier-of-the-length-that-is-asked-for-by-the-rfc"
NO_MFA = SCENARIOS["no-mfa"]


class Client:
    """A browser's requests, by hand: cookies are kept, redirects to the platform are read off."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor())

    def send(self, url: str, body: object = None, method: str | None = None, **headers: str) -> tuple[int, str]:
        data = None if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(url, data=data, method=method, headers={"Content-Type": "application/json", **named})  # noqa: S310 # loopback only
        try:
            with self.opener.open(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()

    def step(self, path: str, body: object) -> dict[str, object]:
        _, text = self.send(f"{self.sandbox.auth_url}/api/accounts/{path}", body)
        answer: dict[str, object] = json.loads(text)
        return answer

    def authorize(self, challenge: str = s256(VERIFIER), **changes: str) -> tuple[int, str]:
        query = {
            "client_id": CLIENT_ID,
            "response_type": "code",
            "redirect_uri": self.callback,
            "state": "some-state",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            **changes,
        }
        return self.send(f"{self.sandbox.auth_url}/oauth/authorize?{urlencode(query)}")

    def code(self) -> str:
        """The authorization code at the end of a sign-in by password."""
        account = self.sandbox.scenario.account
        self.authorize()
        self.step("authorize/continue", {"username": {"kind": "email", "value": account.email}})
        answer = self.step("password/verify", {"password": account.password})
        query = parse_qs(urlsplit(str(answer["continue_url"])).query)
        assert query["state"] == ["some-state"]
        return query["code"][0]

    def exchange(self, code: str, verifier: str = VERIFIER) -> tuple[int, dict[str, str]]:
        body = {
            "grant_type": "authorization_code",
            "client_id": CLIENT_ID,
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": self.callback,
        }
        status, text = self.send(f"{self.sandbox.auth_url}/oauth/token", body)
        return status, json.loads(text)

    def session(self) -> str:
        """The dashboard session of a sign-in."""
        access = self.exchange(self.code())[1]["access_token"]
        login = f"{self.sandbox.api_url}/dashboard/onboarding/login"
        _, text = self.send(login, {"app": "api"}, Authorization=f"Bearer {access}")
        session: str = json.loads(text)["user"]["session"]["sensitive_id"]
        return session

    @property
    def callback(self) -> str:
        return self.sandbox.platform_url + "/auth/callback"


@pytest.fixture
def client(serve: Serve) -> Client:
    return Client(serve(NO_MFA))


def test_a_code_buys_tokens_once(client: Client) -> None:
    code = client.code()

    assert client.exchange(code)[0] == 200
    assert client.exchange(code)[0] == 400


def test_a_code_without_its_verifier_buys_nothing(client: Client) -> None:
    assert client.exchange(client.code(), verifier="another")[0] == 400


@pytest.mark.parametrize(
    "wrong",
    [{"client_id": "x"}, {"code_challenge_method": "plain"}, {"redirect_uri": "http://elsewhere/"}, {"state": ""}],
)
def test_an_authorization_that_is_not_the_platforms_ends_on_the_error_page(
    client: Client, wrong: dict[str, str]
) -> None:
    assert "Oops, an error occurred!" in client.authorize(**wrong)[1]


def test_a_refresh_token_is_used_up_by_its_use(client: Client) -> None:
    refresh = client.exchange(client.code())[1]["refresh_token"]
    body = {"grant_type": "refresh_token", "client_id": CLIENT_ID, "refresh_token": refresh}
    address = f"{client.sandbox.auth_url}/oauth/token"

    assert [client.send(address, body)[0] for _ in range(2)] == [200, 400]


def test_the_dashboard_wants_a_session(client: Client) -> None:
    address = f"{client.sandbox.api_url}/dashboard/billing/subscription"
    session = client.session()

    assert client.send(address)[0] == 401
    assert client.send(address, Authorization="Bearer sess-made-up")[0] == 401
    assert client.send(address, Authorization=f"Bearer {session}")[0] == 200


def test_signing_in_is_no_write_and_cancelling_is_one(client: Client) -> None:
    session = client.session()
    address = f"{client.sandbox.api_url}/dashboard/billing/subscription/cancel"
    before = client.sandbox.request_log.writes
    client.send(address, {}, Authorization=f"Bearer {session}")

    assert before == []
    assert [(heard.method, heard.path, heard.status) for heard in client.sandbox.request_log.writes] == [
        ("POST", "/dashboard/billing/subscription/cancel", 200)
    ]
    assert client.sandbox.request_log.acts("cancel") == client.sandbox.request_log.writes


def test_other_origins_get_no_preflight(client: Client) -> None:
    address = f"{client.sandbox.api_url}/dashboard/billing/subscription"
    asked = [
        client.send(address, method="OPTIONS", Origin=origin)[0] for origin in (client.sandbox.platform_url, "http://x")
    ]

    assert asked == [204, 403]


def test_codes_agree_with_another_implementation() -> None:
    secret = SandboxAccount().totp_secret or ""

    assert code_at(secret, 59_000_000) == pyotp.TOTP(secret).generate_otp(59_000_000)


@pytest.mark.parametrize("secret", ["JBSWY3DPEHPK3PXP", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"])
def test_a_code_is_taken_once_and_with_one_step_of_leeway(secret: str) -> None:
    authenticator, now = FakeAuthenticator(secret), int(time.time()) // CODE_PERIOD

    assert authenticator.accepts(code_at(secret, now))
    assert not authenticator.accepts(code_at(secret, now))
    assert authenticator.accepts(code_at(secret, now - 1))
    assert not authenticator.accepts(code_at(secret, now - 3))


def test_an_invoice_is_a_pdf(client: Client) -> None:
    token = client.sandbox.state.organizations[0].invoices[0].token
    with client.opener.open(f"{client.sandbox.portal_url}/pdf/{token}/invoice") as answer:
        body = answer.read()

    assert body.startswith(b"%PDF-1.4")
    assert body.rstrip().endswith(b"%%EOF")


def test_a_sandbox_starts_at_once_and_leaves_no_thread() -> None:
    from threading import enumerate as threads

    scenario: Scenario = SCENARIOS["default"]
    began = time.process_time()
    with Sandbox(scenario):
        started = time.process_time() - began

    assert started < 1
    assert [thread.name for thread in threads() if thread.name == "sandbox"] == []
