"""Made-up returns of any size, written as a stream."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

_HEAD = "<?xml version='1.0' encoding='us-ascii'?>\n<EXPSSDA903>"
_TAIL = "</EXPSSDA903>"


def write_xml(path: Path, size: int, *, children: int | None = None, seed: int = 1) -> int:
    """A return in the XML form of at least so many bytes; how many children it holds. With `children`, after
    so many the same come again: all but the first of each are left out."""
    dice, written, count = random.Random(seed), 0, 0
    with path.open("w", encoding="ascii") as file:
        file.write(_HEAD)
        while written < size:
            written += file.write(_child(dice, count if children is None else count % children))
            count += 1
        file.write(_TAIL)
    return count if children is None else min(count, children)


def _child(dice: random.Random, number: int) -> str:
    born = date(2009, 1, 1) + timedelta(days=number % 3000)
    start = born + timedelta(days=400 + number % 300)
    reviews = "".join(
        f"<AREVIEW><REVIEW>{_day(start + timedelta(days=180 * n + number % 90))}</REVIEW>"
        f"<REVIEW_CODE>PN{dice.randrange(8)}</REVIEW_CODE></AREVIEW>"
        for n in range(6)
    )
    episodes = "".join(_episode(start, n, is_last=n == 2) for n in range(3))
    return (
        f"<CHILD><HEADER><CHILDID>{100_000 + number}</CHILDID><UPN /><SEX>{1 + number % 2}</SEX>"
        f"<DOB>{_day(born)}</DOB><ETHNIC>WBRI</ETHNIC><UASC />{reviews}<MOTHER /></HEADER>{episodes}</CHILD>"
    )


def _episode(start: date, n: int, *, is_last: bool) -> str:
    ended = "" if is_last else _day(start + timedelta(days=200 * (n + 1)))
    return (
        f"<EPISODE><DECOM>{_day(start + timedelta(days=200 * n))}</DECOM><RNE>{'P' if n else 'S'}</RNE>"
        "<LS>C2</LS><CIN>N1</CIN><PL>U6</PL><PL_POST>E7 5YR</PL_POST><HOME_POST>B15 8PZ</HOME_POST>"
        f"<URN>1465167</URN><PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC>{ended}</DEC>"
        f"<REC>{'' if is_last else 'X1'}</REC><REASON_PLACE_CHANGE /></EPISODE>"
    )


def write_csv(folder: Path, size: int) -> int:
    """Three CSV files of which the reviews take so many bytes; how many children they hold."""
    folder.mkdir(exist_ok=True)
    with (folder / "reviews.csv").open("w") as reviews:
        written = reviews.write("CHILD,DOB,REVIEW,REVIEW_CODE\n")
        count = 0
        while written < size:
            born = date(2009, 1, 1) + timedelta(days=count % 3000)
            for n in range(200):
                day = _day(born + timedelta(days=400 + n))
                written += reviews.write(f"{100_000 + count},{_day(born)},{day},PN1\n")
            count += 1
    with (folder / "header.csv").open("w") as header, (folder / "episodes.csv").open("w") as episodes:
        header.write("CHILD,SEX,DOB,ETHNIC\n")
        episodes.write(
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
        )
        for number in range(count):
            born = date(2009, 1, 1) + timedelta(days=number % 3000)
            header.write(f"{100_000 + number},1,{_day(born)},WBRI\n")
            episodes.write(f"{100_000 + number},{_day(born + timedelta(days=400))},S,C2,N1,U6,PR1,,,,,,\n")
    return count


def write_extract(folder: Path, size: int, *, children: int = 40) -> None:
    """An extract of the dataset whose involvements, episodes and placements take so many bytes. What comes
    again and again of the same young people is left out, so that the database does not take the time."""
    folder.mkdir(exist_ok=True)
    with (folder / "ssd_person.csv").open("w") as people:
        people.write("pers_person_id,pers_forename,pers_surname,pers_dob\n")
        people.writelines(f"P{n},Young{n},Person,2012-02-28\n" for n in range(children))
    third = size // 3
    _fill(
        folder / "ssd_cla_placement.csv",
        "clap_cla_placement_id,clap_cla_placement_type,clap_cla_placement_postcode",
        lambda n: f"H{n},U6,E7 5YR",
        third,
    )
    _fill(
        folder / "ssd_cla_episodes.csv",
        "clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_placement_id",
        lambda n: f"P{n % children},{date(2015, 1, 1) + timedelta(days=n // children % 50)},,H{n % 50}",
        third,
    )
    _fill(
        folder / "ssd_involvements.csv",
        "invo_professional_id,invo_professional_role_id,invo_person_id,invo_involvement_start_date,"
        "invo_involvement_end_date",
        lambda n: f"W{n % 9},Social Worker,P{n % (children + 5)},2020-01-{1 + n % 28:02},",
        third,
    )


def _fill(path: Path, header: str, line: Callable[[int], str], size: int) -> None:
    with path.open("w") as file:
        written, number = file.write(header + "\n"), 0
        while written < size:
            written += file.write(line(number) + "\n")
            number += 1


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
