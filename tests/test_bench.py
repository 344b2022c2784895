"""The figures of a bench."""

from bench.figures import Figures, Measured, together


def part(archive: str, peer: str, *walls: float) -> Figures:
    """One warming round and then one for each of `walls`."""
    runs = [
        Measured(
            archive=archive, speeches=10, peer=peer, edit="first build", turn=turn, wall=wall, cpu=wall, peak=turn,
            written=1, files=1,
        )
        for turn, wall in enumerate((99.0, *walls))
    ]  # fmt: skip
    return Figures(machine={"system": "one"}, versions={peer: f"{peer} 1"}, measured=runs)


def test_rounds_over_one_archive_are_counted_on_from_part_to_part() -> None:
    whole = together([part("10", "ours", 3.0, 5.0), part("20", "ours", 7.0), part("10", "ours", 4.0)])
    assert whole.archives() == {"10": 10, "20": 10}
    assert (whole.rounds("10"), whole.rounds("20")) == (3, 1)
    runs = whole.runs("10", "first build", "ours")
    assert runs is not None
    assert (runs.least, runs.median, runs.peak) == (3.0, 4.0, 2)  # rounds that warm up count for the memory alone


def test_a_later_round_is_compared_with_the_same_round_of_another_generator() -> None:
    early, late = (part("10", "ours", wall) for wall in (2.0, 8.0))
    early.measured += part("10", "hugo", 2.0).measured
    late.measured += part("10", "hugo", 8.0).measured
    whole = together([early, late])
    ours, hugo = (whole.runs("10", "first build", peer) for peer in ("ours", "hugo"))
    assert ours is not None
    assert hugo is not None
    assert [run.turn for run in ours.all] == [0, 1, 0, 2]
    assert ours.beside(hugo) == 1.0
