"""Which labels probably mean one term."""

import pytest

from rostra.desk.namesakes import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Students", "The students"),
        ("Student", "Students"),
        ("Opening of Parliament", "The Opening of the Parliament"),
        ("Qods Day", "Quds Day"),
        ("Eid al-Fitr", "Eid ul-Fitr"),
        ("Members of parliament", "Members of parlament"),
        ("Café owners", "Cafe owners"),
        ("Officials, and guests", "Officials and guests"),
        ("روز قدس", "روز  قُدس"),
        ("Учителя", "Учитиля"),
    ],
)
def test_labels_that_probably_mean_one(one: str, other: str) -> None:
    assert list(alike([one, "Hajj", other])) == [tuple(sorted((one, other)))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Students", "Teachers"),
        ("Quds Day", "Quds Day rally"),
        ("Prime Minister", "Deputy Prime Minister"),
        ("People of Iran", "People of Iraq"),
        ("East Coast", "West Coast"),
        ("Session 2001", "Session 2002"),
        ("Resolution 10001", "Resolution 10002"),
        ("First session", "Fifth session"),
        ("Defence and health", "Health and defence"),
        ("학생", "학성"),
        ("육군사관학교", "해군사관학교"),
        ("国庆节", "国庆日"),
        ("C", "C++ users"),
    ],
)
def test_labels_that_are_two(one: str, other: str) -> None:
    assert list(alike([one, other])) == []


def test_name_with_a_title_is_that_of_the_same_person_but_no_second_name_is() -> None:
    names = ["Dr Ada Lovelace", "Ada Lovelace", "Ada Lovelace King", "Ada Byron Lovelace", "Lovelace"]
    assert list(alike(names, of_people=True)) == [
        ("Ada Lovelace", "Ada Lovelace King"),
        ("Ada Lovelace", "Dr Ada Lovelace"),
    ]
