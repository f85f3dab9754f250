"""Authenticator codes: never twice the same, never one about to end, by the site's own clock."""

import base64
import stat
from pathlib import Path

import pytest

from cancelbot.config.settings import load
from cancelbot.config.totp import PERIOD, Authenticator, Clock, SiteClock, Totp, Used, totp_key
from cancelbot.errors import UsageError

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
SHORT = "JBSWY3DPEHPK3PXP"
START = 1_800_000_000.0


class Time:
    """A clock that waiting moves on."""

    def __init__(self, now: float = START) -> None:
        self.now = now
        self.waited: list[float] = []

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.wait)


@pytest.fixture
def used(tmp_path: Path) -> Used:
    return Used(tmp_path / "state" / "codes.json")


@pytest.mark.parametrize(("at", "code"), [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")])
def test_codes_are_those_of_the_standard(used: Used, at: float, code: str) -> None:
    """RFC 6238, appendix B, cut down to six digits."""
    moment = at // PERIOD * PERIOD

    assert Authenticator(RFC_SECRET, "site", Time(moment).clock, used).code() == code


def test_short_secrets_work() -> None:
    """16 characters are 80 bits, which pyotp 2.12 refuses and sites hand out."""
    assert Totp(SHORT).at(0) == "282760"


def test_with_few_seconds_left_the_next_code_is_waited_for(used: Used) -> None:
    time = Time(START + PERIOD - 4)

    code = Authenticator(SHORT, "site", time.clock, used).code()

    assert time.waited == [pytest.approx(4.2)]
    assert code == Totp(SHORT).at(int(START) + PERIOD)


def test_with_enough_seconds_left_nothing_is_waited_for(used: Used) -> None:
    time = Time(START + PERIOD - 6)

    Authenticator(SHORT, "site", time.clock, used).code()

    assert time.waited == []


def test_a_code_is_never_given_twice_not_even_by_another_run(used: Used) -> None:
    time = Time()
    codes = [Authenticator(SHORT, "site", time.clock, Used(used.file)).code() for _ in range(3)]

    assert len(set(codes)) == 3
    assert sum(time.waited) == pytest.approx(2 * PERIOD, abs=1)


def test_other_secrets_and_other_sites_do_not_wait_for_each_other(used: Used) -> None:
    time = Time()
    for secret, site in ((SHORT, "site"), (RFC_SECRET, "site"), (SHORT, "other")):
        Authenticator(secret, site, time.clock, used).code()

    assert time.waited == []


def test_what_is_kept_tells_no_secret_and_only_to_its_owner(used: Used) -> None:
    Authenticator(SHORT, "site", Time().clock, used).code()

    assert SHORT not in used.file.read_text()
    assert stat.S_IMODE(used.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(used.file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": "b"}', "\x00"])
def test_a_damaged_file_is_no_hindrance(used: Used, content: str) -> None:
    used.file.parent.mkdir()
    used.file.write_text(content)

    assert Authenticator(SHORT, "site", Time().clock, used).code()


def test_a_period_far_ahead_does_not_hold_anybody_up(used: Used) -> None:
    """A clock that was wrong once must not make every later run wait."""
    time = Time(START + 86_400)
    Authenticator(SHORT, "site", time.clock, used).code()
    time.now = START

    Authenticator(SHORT, "site", time.clock, used).code()

    assert time.waited == []


@pytest.mark.parametrize(("ahead", "where"), [(61, "61 s behind"), (-61, "61 s ahead of")])
def test_a_skew_of_a_minute_is_found_named_and_made_good(used: Used, ahead: float, where: str) -> None:
    site, time = SiteClock(), Time(START + 10)
    for late in (19.0, 10.4, 40.0):
        site.heard(START + 10 + ahead, START + late)

    assert site.words == f"This computer's clock is {where} the site's."
    code = Authenticator(SHORT, "site", time.clock, used).code(site.skew)
    assert code == Totp(SHORT).at(int(START + 10 + ahead))


def test_slow_answers_are_no_skew() -> None:
    site = SiteClock()
    site.heard_date("Fri, 15 Jan 2027 08:00:00 GMT", START + 2.5)
    site.heard_date("not a date", START)

    assert (site.skew, site.words) == (0.0, "")


def test_without_any_answer_nothing_is_said() -> None:
    assert SiteClock().words == ""


@pytest.mark.parametrize(
    ("algorithm", "key", "code"),
    [
        ("SHA1", b"12345678901234567890", "94287082"),
        ("SHA256", b"12345678901234567890123456789012", "46119246"),
        ("sha-512", b"1234567890123456789012345678901234567890123456789012345678901234", "90693936"),
    ],
)
def test_an_address_of_an_authenticator_is_obeyed(used: Used, algorithm: str, key: bytes, code: str) -> None:
    """RFC 6238, appendix B: the codes of 59 s after 1970."""
    secret = base64.b32encode(key).decode()
    address = f"otpauth://totp/Acme:me?secret={secret}&algorithm={algorithm}&digits=8&period=30&issuer=Acme"

    settings = load(totp_secret=address)

    assert settings.totp_secret
    kept = settings.totp_secret.get_secret_value()
    assert Authenticator(kept, "site", Time(30).clock, used).code() == code
    assert secret.rstrip("=") in settings.known_secrets


def test_a_period_of_a_minute_is_obeyed(used: Used) -> None:
    time, address = Time(START + 58), f"otpauth://totp/?secret={RFC_SECRET}&period=60"

    first = Authenticator(address, "site", time.clock, used).code()
    second = Authenticator(address, "site", time.clock, used).code()

    assert time.waited == [pytest.approx(2.2), pytest.approx(60.0)]
    assert (first, second) == (Totp(address).at(int(START) + 60), Totp(address).at(int(START) + 120))


@pytest.mark.parametrize("length", [9, 11, 14, 17, 19, 22, 30])
def test_a_secret_of_an_impossible_length_is_refused_at_the_start(length: int) -> None:
    with pytest.raises(UsageError, match=f"no base32 secret has {length} characters"):
        load(totp_secret="A" * length)


@pytest.mark.parametrize("length", [8, 10, 12, 13, 15, 16, 20, 26, 29, 32])
def test_a_secret_of_a_possible_length_works(length: int) -> None:
    assert Totp(str(totp_key("A" * length))).at(0)


@pytest.mark.parametrize("more", ["algorithm=MD5", "digits=5", "digits=9", "period=0", "period=x", "period=-30"])
def test_an_address_that_asks_for_unknown_codes_is_refused(more: str) -> None:
    with pytest.raises(UsageError, match="codes of an unknown kind"):
        load(totp_secret=f"otpauth://totp/x?secret={RFC_SECRET}&{more}")


def test_a_transfer_code_of_another_app_is_refused() -> None:
    with pytest.raises(UsageError, match="not of the type totp"):
        load(totp_secret="otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8")


def test_the_seconds_that_a_code_has_left_are_known() -> None:
    assert [Totp(SHORT).seconds_left(now) for now in (0, 1, 29.5, 30)] == [30, 29, 0, 30]
