"""Authenticator codes: never twice the same, never one about to end, by the site's own clock."""

import stat
from pathlib import Path

import pytest

from cancelbot.config.totp import PERIOD, Authenticator, Clock, SiteClock, Totp, Used

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
