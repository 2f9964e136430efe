"""Which form a file is in, and its rows with their faults."""

from __future__ import annotations

import pytest

from marsad.errors import InputError
from marsad.gazetteer.kinds import kind_of
from marsad.gazetteer.records import PlaceRow, RowFault
from marsad.gazetteer.tables import ALTERNATES, GEONAMES, PCODES, TABLE, find_form, parse_row, read_cells

GN = "1\tAriha\tAriha\tAriha,أريحا\t35.81\t36.61\tP\tPPL\tSY\t\t12\t\t\t\t39501\t\t\tAsia/Damascus\t2020-01-01\n"
HEAD = "name_ar\tname_en\tlat\tlon\tfeature\tadmin1\tcountry\tsource_id\tpcode\n"
CELLS = ["أريحا", "Ariha", "35.81", "36.61", "community", "Idleb", "SY", "ocha:C1", "C1"]  # Ariha


def anywhere(country: str, lat: float, lon: float) -> bool:
    return True


def in_syria(country: str, lat: float, lon: float) -> bool:
    return 32 < lat < 38 and 35 < lon < 43


def row(**cells: str) -> tuple[PlaceRow | None, RowFault | None]:
    names = HEAD.strip().split("\t")
    values = [cells.get(name, value) for name, value in zip(names, CELLS, strict=True)]
    return parse_row(2, values, find_form(HEAD, {}, "t.tsv"), "", in_syria)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (GN, GEONAMES),
        ("1\t2\tar\tأريحا\t1\t\t\t\n", ALTERNATES),
        (HEAD, TABLE),
        ("name_ar,lat,lon\n", TABLE),
        ("Name_AR;Latitude;Longitude\n", TABLE),
        ("Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\n", PCODES),
    ],
)
def test_forms_are_known(line: str, kind: str) -> None:
    assert find_form(line.replace("Name_AR", "name_ar"), {}, "f").kind == kind


def test_a_table_without_its_columns_is_refused_with_what_it_has() -> None:
    with pytest.raises(InputError, match=r"t\.csv: no column for lat, lon, name \(columns: foo, bar\); tell it with --map"):
        find_form("foo,bar\n", {}, "t.csv")
    with pytest.raises(InputError, match="no column 'Nord' for lat"):
        find_form("name_ar,Y,X\n", {"lat": "Nord", "lon": "X"}, "t.csv")


def test_columns_are_told_by_the_user() -> None:
    form = find_form("Village_AR,Y,X\n", {"name": "Village_AR", "lat": "Y", "lon": "X"}, "t.csv")
    place, fault = parse_row(2, ["أريحا", "35.81", "36.61"], form, "SY", anywhere)
    assert place is not None and fault is None
    assert (place.names, place.country, place.lat, place.kind, place.source_id) == (("أريحا",), "SY", 35.81, "village", "2")


def test_a_geonames_row() -> None:
    form = find_form(GN, {}, "SY.txt")
    place, fault = parse_row(1, GN.rstrip("\n").split("\t"), form, "", anywhere)
    assert fault is None and place is not None
    assert place == PlaceRow(1, "gn:1", ("أريحا",), "Ariha", "town", "SY", ("SY.12", "", ""), 35.81, 36.61, 39501, "", "1")


@pytest.mark.parametrize(
    ("cells", "kept", "kind", "told"),
    [
        ({"lat": "x"}, False, "coordinates", "are no numbers"),
        ({"lat": "135.8"}, False, "coordinates", "out of range"),
        ({"lat": "36.61", "lon": "35.81"}, True, "", ""),  # both ways lie in Syria: nothing can be said
        ({"lat": "39.5", "lon": "44.0"}, True, "", ""),  # in neither way: left to the eye
        ({"lat": "40.9", "lon": "35.3"}, True, "swapped coordinates", "latitude 40.9 and longitude 35.3 are swapped"),
        ({"lat": "", "lon": ""}, True, "no point", "has no point"),
        ({"name_ar": ""}, True, "no Arabic name", "Ariha: no Arabic name"),
        ({"name_ar": "نوى"}, True, "short name", "نوى: short name"),  # Nawa
    ],
)
def test_faults_of_rows(cells: dict[str, str], kept: bool, kind: str, told: str) -> None:
    place, fault = row(**cells)
    assert (place is not None) == kept
    assert (fault.kind if fault else "") == kind
    assert told in str(fault or "")
    assert fault is None or str(fault).startswith("row 2: ")


def test_a_unit_may_lack_a_point() -> None:
    place, fault = row(lat="", lon="", feature="adm2")
    assert place is not None and place.kind == "admin2" and fault is None


def test_lines_of_another_width_are_faults_and_the_others_go_on() -> None:
    form = find_form("name_ar,lat,lon\n", {}, "t.csv")
    lines = iter([(2, '"أريحا, قديمة",35.8,36.6\n'), (3, "حماة,35\n"), (4, "\n"), (5, "حماة,35.1,36.7\n")])  # old Ariha; Hama
    told = list(read_cells(lines, form))
    assert told[0] == (2, ["أريحا, قديمة", "35.8", "36.6"])
    assert isinstance(told[1], RowFault) and "2 columns where the first line has 3" in str(told[1])
    assert [t[0] for t in told if not isinstance(t, RowFault)] == [2, 5]


@pytest.mark.parametrize(
    ("feature", "people", "kind"),
    [("P.PPL", 0, "village"), ("P.PPL", 200_000, "city"), ("A.ADM2", 0, "admin2"), ("locality:PPL", 9_000, "town"), ("adm1", 0, "admin1"),
     ("neighbourhood:PPLX", 0, "quarter"), ("S.MSQE", 0, "landmark"), ("H.WAD", 0, "valley"), ("", 0, "village"), ("county", 0, "admin2")],
)  # fmt: skip
def test_kinds(feature: str, people: int, kind: str) -> None:
    assert kind_of(feature, people) == kind
