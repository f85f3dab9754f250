"""Codes, tokens and sessions that were handed out and are still valid."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TokenSet:
    """What /oauth/token answers with."""

    id_token: str
    access_token: str
    refresh_token: str


@dataclass
class Tokens:
    """All that is valid now."""

    _codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    _access: set[str] = field(default_factory=set)
    _refresh: set[str] = field(default_factory=set)
    _sessions: set[str] = field(default_factory=set)
    _cookies: set[str] = field(default_factory=set)
    handed_out: set[str] = field(default_factory=set)
    """Every code, token, session and cookie so far, for tests that look for leaks of them."""

    def grant(self, challenge: str, redirect_uri: str) -> str:
        """A code for one exchange, bound to the PKCE challenge and the redirect URI."""
        code = self._made("ac_", 32)
        self._codes[code] = (challenge, redirect_uri)
        return code

    def exchange(self, code: str, verifier: str, redirect_uri: str) -> TokenSet | None:
        """Tokens for a code, or None where code, verifier (S256) or redirect URI are not right."""
        challenge, uri = self._codes.pop(code, ("", ""))
        return self._issue() if challenge and (s256(verifier), redirect_uri) == (challenge, uri) else None

    def refresh(self, token: str) -> TokenSet | None:
        """New tokens for a refresh token, which is valid once."""
        if token not in self._refresh:
            return None
        self._refresh.discard(token)
        return self._issue()

    def open_session(self, access_token: str) -> str | None:
        """A dashboard session, sess-…, for an access token."""
        return self.new_session() if access_token in self._access else None

    def new_session(self) -> str:
        """A dashboard session without a sign-in."""
        session = self._made("sess-", 30)
        self._sessions.add(session)
        return session

    def is_session(self, bearer: str) -> bool:
        return bearer in self._sessions

    def remember(self) -> str:
        """A cookie by which the auth origin recognizes the person."""
        cookie = self._made("", 24)
        self._cookies.add(cookie)
        return cookie

    def is_remembered(self, cookie: str) -> bool:
        return cookie in self._cookies

    def revoke_all(self) -> None:
        for kept in (self._codes, self._access, self._refresh, self._sessions, self._cookies):
            kept.clear()

    def _issue(self) -> TokenSet:
        made = TokenSet(*(self._made("", 40) for _ in range(3)))
        self._access.add(made.access_token)
        self._refresh.add(made.refresh_token)
        return made

    def _made(self, prefix: str, length: int) -> str:
        made = prefix + secrets.token_urlsafe(length)
        self.handed_out.add(made)
        return made


def s256(verifier: str) -> str:
    """The PKCE challenge of a verifier (RFC 7636)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
