# SPDX-License-Identifier: Apache-2.0
"""What must stay true of the shipped forms, read with nothing but the standard library."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FORMS = Path(__file__).parents[2] / "forms"
IDS = sorted(path.parent.name for path in FORMS.glob("*/instrument.toml"))
OWN_STEM = ("nida_quick_screen", "pcl5", "rand36_energy")
PATIENT_KEYS = (
    "title",
    "short",
    "stem",
    "introduction",
    "item",
    "option",
    "anchor",
    "none",
    "tell",
)


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def instrument(form: str) -> dict[str, Any]:
    return load(FORMS / form / "instrument.toml")


def english(form: str) -> dict[str, Any]:
    return load(FORMS / form / "en.toml")


def wordings() -> list[Path]:
    others = {"instrument.toml", "cases.toml"}
    return [path for path in sorted(FORMS.glob("*/*.toml")) if path.name not in others]


def texts(value: object) -> Iterator[str]:
    """Yield every text inside a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def patient_texts(wording: dict[str, Any]) -> list[str]:
    return [text for key in PATIENT_KEYS for text in texts(wording.get(key, ""))]


def items(form: str) -> list[str]:
    return [item["id"] for page in instrument(form)["page"].values() for item in page["items"]]


def codes(value: object) -> Iterator[str]:
    """Yield every LOINC code inside a table."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "loinc":
                yield part
            else:
                yield from codes(part)
    elif isinstance(value, list):
        for part in value:
            yield from codes(part)


def has_right_check_digit(code: str) -> bool:
    """Apply LOINC's check digit: Luhn, with 149 put before the digits of an LA code."""
    matched = re.fullmatch(r"(LA|LL)?(\d+)-(\d)", code)
    if matched is None:
        return False
    prefix, number, digit = matched.groups()
    number = {"LA": "149", "LL": "9", None: ""}[prefix] + number
    total = 0
    for place, character in enumerate(reversed(number)):
        value = int(character) * (2 if place % 2 == 0 else 1)
        total += value // 10 + value % 10
    return (10 - total % 10) % 10 == int(digit)


def test_the_check_digit_rule_tells_right_codes_from_wrong_ones() -> None:
    right = ["44249-1", "44260-8", "69737-5", "91147-9", "LA6568-5", "LA6575-0"]
    wrong = ["93373-7", "89708-7", "71968-5", "44249-2", "LA6575-1", "phq9"]

    assert all(has_right_check_digit(code) for code in right)
    assert not any(has_right_check_digit(code) for code in wrong)


@pytest.mark.parametrize("form", IDS)
def test_every_loinc_code_has_its_check_digit(form: str) -> None:
    found = list(codes(instrument(form)))

    assert [code for code in found if not has_right_check_digit(code)] == []


def test_no_code_is_emitted_where_none_is_confirmed() -> None:
    without = ("acr2016", "asq", "fiqr", "mos_sleep", "pcl5", "pgic", "rand36_energy", "siqr")

    assert [form for form in without if list(codes(instrument(form)))] == []


@pytest.mark.parametrize("path", wordings(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_option_reads_not_at_all_sure(path: Path) -> None:
    """The reproduction error described in Lancet Psychiatry 2021;8:180."""
    assert [text for text in patient_texts(load(path)) if "not at all sure" in text.lower()] == []


@pytest.mark.parametrize("form", ["phq9", "phq8", "phq4", "phq2", "gad7", "gad2"])
def test_the_frequency_options_are_the_published_ones(form: str) -> None:
    assert list(english(form)["option"]["frequency"].values()) == [
        "Not at all",
        "Several days",
        "More than half the days",
        "Nearly every day",
    ]
    values = [option["value"] for option in instrument(form)["responses"]["frequency"]["options"]]
    assert values == [0, 1, 2, 3]


def test_phq9_items_8_and_9_follow_the_official_form_to_the_letter() -> None:
    wording = english("phq9")["item"]

    assert wording["self_harm"] == (
        "Thoughts that you would be better off dead or of hurting yourself in some way"
    )
    assert wording["psychomotor"] == (
        "Moving or speaking so slowly that other people could have noticed? Or the opposite"
        " \N{EM DASH} being so fidgety or restless that you have been moving around a lot more"
        " than usual"
    )


def test_phq9_item_9_is_the_ninth_and_alerts_at_any_level() -> None:
    phq9 = instrument("phq9")

    assert items("phq9")[8] == "self_harm"
    assert phq9["alert"]["self_harm_reported"] == {
        "when": {"self_harm": ">= 1"},
        "level": "now",
        "unanswered": "today",
        "offer": "asq",
    }


def test_phq9_answer_codes_of_the_difficulty_item_are_not_in_the_order_of_severity() -> None:
    options = instrument("phq9")["responses"]["difficulty"]["options"]

    assert [option["loinc"] for option in options] == [
        "LA6572-7",
        "LA6573-5",
        "LA6575-0",
        "LA6574-3",
    ]


def test_the_stems_of_phq9_and_gad7_differ_by_two_words() -> None:
    phq9 = english("phq9")["stem"]["problems"]

    assert phq9.startswith("Over the last 2 weeks, how often have you been bothered by any of the")
    assert english("gad7")["stem"]["problems"] == phq9.replace("any of ", "")


@pytest.mark.parametrize("form", ["fiqr", "siqr"])
def test_memory_comes_before_anxiety(form: str) -> None:
    order = items(form)

    assert order.index("s6_memory") + 1 == order.index("s7_anxiety")


@pytest.mark.parametrize("form", ["fiqr", "siqr"])
def test_every_impact_item_runs_from_good_to_bad(form: str) -> None:
    anchors = english(form)["anchor"]

    assert anchors["s2_energy"] == ["Lots of energy", "No energy"]
    assert anchors["s4_sleep"] == ["Awoke rested", "Awoke very tired"]
    assert anchors["s6_memory"] == ["Good memory", "Very poor memory"]
    assert not any("reverse" in score for score in instrument(form)["score"].values())


@pytest.mark.parametrize("form", ["fiqr", "siqr"])
def test_items_of_the_older_fiq_are_not_mixed_in(form: str) -> None:
    wording = " ".join(english(form)["item"].values()).lower()

    assert len(items(form)) == 21
    assert not any(word in wording for word in ("drive a car", "visit friends", "yard work"))


def test_fiqr_and_siqr_share_items_scores_and_anchors_but_not_bands() -> None:
    fiqr, siqr = instrument("fiqr"), instrument("siqr")

    assert items("fiqr") == items("siqr")
    assert english("fiqr")["anchor"] == english("siqr")["anchor"]
    own = {
        key
        for key, text in english("siqr")["item"].items()
        if english("fiqr")["item"][key] != text
    }
    assert own == {"o1_goals", "o2_overwhelmed"}
    for score in fiqr["score"]:
        arithmetic = [
            {key: form["score"][score].get(key) for key in ("sum", "divide", "missing", "range")}
            for form in (fiqr, siqr)
        ]
        assert arithmetic[0] == arithmetic[1]
    assert list(fiqr["score"]["total"]["bands"]) == ["salaffi_2021", "salaffi_2018"]
    assert not any("bands" in score or "change" in score for score in siqr["score"].values())


@pytest.mark.parametrize("form", [form for form in IDS if form != "fiqr"])
def test_nobody_without_the_diagnosis_meets_the_word_fibromyalgia(form: str) -> None:
    assert [text for text in patient_texts(english(form)) if "fibromyalg" in text.lower()] == []


def test_the_criteria_result_is_worded_as_agreed_and_names_no_disease() -> None:
    meaning = english("acr2016")["report"]["meaning"]["consistent_2016"]

    caveat = (
        "To be confirmed by the clinician; the self-report form is not valid for diagnosis in"
        " individual patients."
    )
    assert meaning == {
        "yes": f"Answers consistent with the 2016 criteria. {caveat}",
        "no": f"Answers not consistent with the 2016 criteria. {caveat}",
        "unknown": f"Cannot be determined. {caveat}",
    }


def test_jaw_chest_and_abdomen_count_as_areas_but_in_no_region() -> None:
    form = instrument("acr2016")
    areas = {item["id"] for item in form["page"]["areas"]["items"]}
    regions = form["score"]["regions"]["count"]

    counted = [area for region in regions for area in form["criterion"][region]["when"]["any"]]
    assert len(areas) == 19
    assert len(counted) == len(set(counted)) == 15
    assert areas - set(counted) == {"jaw_l", "jaw_r", "chest", "abdomen"}


@pytest.mark.parametrize("form", IDS)
def test_the_english_wording_has_each_item_and_option_in_the_order_of_the_form(form: str) -> None:
    wording = english(form)
    responses = instrument(form)["responses"]

    assert list(wording["item"]) == items(form)
    for name, response in responses.items():
        ids = [option["id"] for option in response.get("options", [])]
        assert list(wording.get("option", {}).get(name, {})) == ids


@pytest.mark.parametrize("form", IDS)
def test_a_stem_below_an_introduction_is_one_of_its_sentences_or_the_forms_own(form: str) -> None:
    wording = english(form)

    for page, text in wording.get("introduction", {}).items():
        is_repeated = wording["stem"][page] in re.split(r"(?<=\.) ", text)
        assert is_repeated != (form in OWN_STEM)


@pytest.mark.parametrize("form", IDS)
def test_a_form_lists_what_is_unconfirmed_exactly_when_it_is_provisional(form: str) -> None:
    for part in (instrument(form), english(form)):
        assert (part["status"] == "provisional") == bool(part.get("unconfirmed"))
        assert all(sentence.endswith(".") for sentence in part.get("unconfirmed", []))


@pytest.mark.parametrize("form", IDS)
def test_rights_are_complete(form: str) -> None:
    rights = instrument(form)["rights"]

    assert set(rights) == {"holder", "basis", "terms", "attribution", "checked"}
    assert all(rights.values())


@pytest.mark.parametrize("form", IDS)
def test_a_rule_for_missing_answers_says_where_it_comes_from(form: str) -> None:
    for name, score in instrument(form).get("score", {}).items():
        assert score["source"]["score"], name
        assert score["source"]["missing"], name
        assert "bands" not in score or score["source"]["bands"], name
        assert "change" not in score or score["source"]["change"], name


@pytest.mark.parametrize("form", IDS)
def test_no_text_calls_a_result_safe_or_free_of_risk(form: str) -> None:
    said = " ".join(texts(english(form))).lower()

    assert not re.search(r"\bno (suicide )?risk\b|\bsafe\b|\beligible\b", said)


@pytest.mark.parametrize("form", IDS)
def test_every_form_has_cases_each_with_a_name_of_its_own(form: str) -> None:
    cases = load(FORMS / form / "cases.toml")["case"]

    names = [case["name"] for case in cases]
    assert names
    assert len(set(names)) == len(names)
    assert all(case["expect"] and case["source"] for case in cases)


def test_every_battery_names_known_forms_and_a_scored_one_ends_with_item_9() -> None:
    for battery in load(FORMS / "batteries.toml")["battery"].values():
        chosen = battery.get("choose", {})
        given = [
            set(chosen[slot].values()) if slot in chosen else {slot} for slot in battery["forms"]
        ]
        assert set().union(*given) <= set(IDS)
        assert {"phq9"} not in given[:-1]


def test_only_a_known_diagnosis_leads_to_the_fiqr() -> None:
    for battery in load(FORMS / "batteries.toml")["battery"].values():
        for choice in battery.get("choose", {}).values():
            assert choice == {"yes": "fiqr", "no": "siqr", "not_known": "siqr"}
