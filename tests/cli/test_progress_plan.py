"""What a person sees of a long step."""

from cancelbot.cli.progress_plan import Estimate


def after(seconds: float, done: int, total: int) -> str:
    times = iter((0.0, seconds))
    progress = Estimate(total, lambda: next(times))
    progress.reached(done)
    return str(progress)


def test_what_is_left_is_told_at_the_pace_so_far() -> None:
    assert after(30.0, 10, 40).endswith(" 10 of 40, about 2 min left")
    assert after(20.0, 10, 20).endswith(" 10 of 20, about 20 s left")


def test_no_time_is_promised_before_the_pace_is_known_nor_at_the_end() -> None:
    assert after(2.0, 1, 40).endswith(" 1 of 40")
    assert after(60.0, 40, 40).endswith(" 40 of 40")


def test_the_bar_fills() -> None:
    assert after(0.0, 0, 4).startswith("╌" * 20)
    assert after(9.0, 2, 4).startswith("━" * 10 + "╌" * 10)
    assert after(9.0, 4, 4).startswith("━" * 20)
