# SPDX-License-Identifier: Apache-2.0
"""Let fhirpath.js, which browsers and servers use, work out the totals of exported forms.

    npm install --prefix FOLDER fhirpath
    python tests/stress/other_engine.py FOLDER [ROUNDS]

It has SDC's `weight()` itself, so nothing is added to it. Prints how many totals agree.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from intake.core.answers import Answer, Missing
from intake.core.instrument import Instrument, Item, ResponseKind
from intake.core.results import PageState, ScoreStatus
from intake.core.scoring import score
from intake.exchange.fhir.questionnaire import questionnaire
from intake.exchange.fhir.response import response
from intake.exchange.fhir.systems import Systems
from tests.exchange.fhir_engine import CALCULATED, EXTENSION, items
from tests.exchange.test_totals import answered
from tests.exchange.travelling import NEEDS, all_forms

PROGRAM = """
const fhirpath = require('fhirpath'), model = require('fhirpath/fhir-context/r4');
const {forms, cases} = JSON.parse(require('fs').readFileSync(0));
const compiled = {};
const run = (text, env) => {
  compiled[text] ??= fhirpath.compile(text, model);
  return compiled[text](env.resource, env);
};
const found = cases.map(([form, resource]) => {
  const env = {resource, questionnaire: forms[form].questionnaire};
  for (const [name, text] of forms[form].variables) env[name] = run(text, env);
  return Object.fromEntries(forms[form].totals.map(([n, t]) => [n, run(t, env)[0] ?? null]));
});
console.log(JSON.stringify(found));
"""


def main(folder: str, rounds: int) -> int:
    """Compare random answers of every form, half of them complete."""
    chance = random.Random(20261122)
    visits = [
        answered(name, drawn(form.instrument, chance, gaps=bool(number % 2)))
        for name, form in all_forms().items()
        for number in range(rounds)
    ]
    job = {
        "forms": {name: described(name) for name in all_forms()},
        "cases": [(v.given[0].form, response(v, v.given[0])) for v in visits],
    }
    done = subprocess.run(
        ["node", "-e", PROGRAM],
        cwd=folder,
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stderr)
        return 1
    same = none = wrong = 0
    for visit, totals in zip(visits, json.loads(done.stdout), strict=True):
        given = visit.given[0]
        for name, total in totals.items():
            result = given.results.scores[name]
            is_complete = result.status is ScoreStatus.COMPLETE and result.value is not None
            if total is None:
                none += 1
                # an engine may give nothing where answers are missing, and only there
                wrong += is_complete and not _has_gap(given.administration.answers)
            elif is_complete and abs(float(result.value or 0) - total) < 1e-6:
                same += 1
            else:
                wrong += 1
                print(given.form, name, total, result)
    print(f"{len(visits)} responses: {same} totals agree, {none} are not given, {wrong} differ")
    return int(wrong > 0)


def _has_gap(answers: dict[str, Answer] | Any) -> bool:
    return any(
        answer is not Missing.NOT_SHOWN
        for answer in answers.values()
        if isinstance(answer, Missing)
    )


def described(name: str) -> dict[str, Any]:
    """Return a form as the other program needs it."""
    content: dict[str, Any] = questionnaire(all_forms()[name], Systems())
    return {
        "questionnaire": content,
        "variables": [
            (each["valueExpression"]["name"], each["valueExpression"]["expression"])
            for each in content.get("extension", [])
            if each["url"] == f"{EXTENSION}variable"
        ],
        "totals": [
            (item["linkId"], each["valueExpression"]["expression"])
            for item in items(content)
            for each in item.get("extension", [])
            if each["url"] == CALCULATED
        ],
    }


def drawn(form: Instrument, chance: random.Random, *, gaps: bool) -> dict[str, Answer]:
    """Return random answers, one in ten missing if there are to be gaps."""
    answers: dict[str, Answer] = {}
    for item in form.items:
        is_gap = gaps and chance.random() < 0.1
        kinds = (Missing.DECLINED, Missing.SKIPPED, Missing.NOT_REACHED)
        answers[item.id] = chance.choice(kinds) if is_gap else _answer(item, chance)
    for page, state in score(form, answers, NEEDS).pages.items():
        if state is PageState.NOT_ASKED:
            answers |= {item.id: Missing.NOT_SHOWN for item in form.page(page).items}
    return answers


def _answer(item: Item, chance: random.Random) -> Answer:
    if item.response.kind is ResponseKind.OPTIONS:
        return chance.choice(item.response.options).id
    if item.response.kind is ResponseKind.TEXT:
        return "words"
    return chance.randint(item.response.low, item.response.high)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200))
