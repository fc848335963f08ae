"""The title of a session in somebody's running plan (English) -> what it is, how long it takes, and how sure that is.

``6 x 800 m @ 5k``, ``Long run 16 km``, ``Easy 45 min + strides``, ``Tempo 50'``, ``Rest``. A guess is never silent:
``doubt`` says what was not plain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from scenarios.catalog import run_types
from scenarios.race_distance import EASY_PACE
from scenarios.schema import RunType

KM_A_MILE = 1.609344
Recognised = Literal["run", "rest", "strength", "race", "unknown"]

_MINUTES = re.compile(r"(?<![\d:])(\d{1,3})\s*(?:min(?:ute)?s?\b|['’′](?!['’′])|m\b(?!\s*@))", re.IGNORECASE)
_HOURS = re.compile(
    r"(?<![\d:])(\d{1,2}(?:\.\d{1,2})?)\s*(?:h|hrs?|hours?)(?:\s*(\d{1,2})(?:\s*m(?:in(?:ute)?s?)?)?)?\b", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2}):([0-5]\d)(?!\s*(?:/|min/|per|a km))(?::[0-5]\d)?\s*(?:h|hrs?|hours?)\b", re.IGNORECASE
)
_DISTANCE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)\s*(km|kilomet(?:er|re)s?|k|mi(?:les?)?)\b", re.IGNORECASE)
_REPEATS = re.compile(
    r"(?<!\d)(\d{1,2})\s*[x×*]\s*(\d{1,5}(?:\.\d{1,3})?)\s*(km|k|min(?:ute)?s?|mi(?:les?)?|m|s(?:ec(?:ond)?s?)?|['’′\"″])?(?![\w])",
    re.IGNORECASE,
)
_LIFTING = re.compile(r"\b(strength|gym|weights?|lift(?:ing)?|core|s&c)\b", re.IGNORECASE)
_EFFORT = re.compile(r"@\s*|\bat\b", re.IGNORECASE)

# in this order: the first that a title holds names its type
_TYPES: tuple[tuple[str, str], ...] = (
    (r"\b(tune[- ]?up|shake[- ]?out)\b", "tune_up"),
    (r"\bmedium[- ]long\b|\bmlr\b", "medium_long"),
    (r"\blong\b(?!\s+(reps?|repeats?|intervals?|hills?))|\blr\b", "long"),
    (r"\bdownhills?\b|\bdescents?\b", "downhill"),
    (r"\bhills?\b|\buphills?\b", "hills"),
    (r"\bfartlek\b", "fartlek"),
    (r"\brun[-/ ]walk\b|\bwalk[-/ ]run\b", "run_walk"),
    (r"\b(intervals?|vo2(max)?|track|yasso|speed)\b|@\s*(800|1500|mile|3k|5k)\b", "intervals"),
    (r"\b(tempo|threshold|lt|cruise|progression|steady state)\b|@\s*(10k|t\b)", "tempo"),
    (r"\b(race|goal|marathon|half([- ]marathon)?)[- ]pace\b|\b(mp|hmp|rp|gp)\b|@\s*(marathon|half|hm)\b", "race_pace"),
    (r"\bstrides?\b|\bstriders?\b", "strides"),
    (r"\brecovery\b|\bregen\w*\b", "recovery"),
    (r"\b(cross[- ]?train(ing)?|bike|cycling|cycle|swim(ming)?|elliptical|row(ing)?|walk|xt)\b", "cross_training"),
    (r"\b(easy|jog(ging)?|base|aerobic|steady|conversational)\b", "easy"),
)  # fmt: skip
_KNOWN = tuple((re.compile(pattern, re.IGNORECASE), type_) for pattern, type_ in _TYPES)
_REST = re.compile(r"^\W*(rest|off|day off|rest day|no running)\b", re.IGNORECASE)
_RACE = re.compile(r"\brace\b(?![- ]?pace)|\bparkrun\b|^\W*(half[- ])?marathon\W*$", re.IGNORECASE)
_REPEATED = re.compile(r"\b(reps?|repeats?)\b", re.IGNORECASE)
_PACE = re.compile(r"@\s*(\d):([0-5]\d)\b|(\d):([0-5]\d)\s*(?:/|per |min/)\s*km", re.IGNORECASE)
_PATH = re.compile(r"\b(run|running)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says. ``minutes`` is None where it says nothing of it; ``doubt`` is '' where all was plain."""

    what: Recognised
    type: RunType | None = None
    minutes: int | None = None
    doubt: str = ""


def recognise(title: str, easy_pace: int = EASY_PACE) -> Title:
    """Read a title; ``easy_pace`` (s per km) turns distances into minutes."""
    repeats = _REPEATS.search(title)
    rest = _REPEATS.sub(" ", title)
    types = list(dict.fromkeys(type_ for pattern, type_ in _KNOWN if pattern.search(title)))
    minutes, measured = _length(rest, easy_pace)
    lifting = _LIFTING.search(title)
    if _REST.search(title) and not types:
        return Title("rest")
    if _RACE.search(title) and "race_pace" not in types:
        return Title("race", minutes=minutes, doubt=measured)
    if lifting:
        return _strength(lifting[0], repeats, types, minutes)
    if not types:
        return _unnamed(title, repeats, minutes, measured)
    type_, doubt = types[0], _mixed(types)
    if type_ == "strides" and repeats is None and minutes is None:
        doubt = "nothing says how long it is"
    if type_ == "easy" and repeats is not None:
        type_, doubt = "intervals", "easy, and repeats"
    return Title("run", _run_type(type_), minutes, doubt or measured)


def _mixed(types: list[str]) -> str:
    """Two sorts of hard running in one title; easy running around one is as usual."""
    hard = [type_ for type_ in types if type_ in run_types() and run_types()[type_].key]
    if len(hard) > 1:
        return f"{hard[0].replace('_', ' ')} and {hard[1].replace('_', ' ')} in one"
    return ""


def _strength(word: str, repeats: re.Match[str] | None, types: list[str], minutes: int | None) -> Title:
    """Weights, or the long repeats that some running plans call by the same name."""
    if repeats is not None and (repeats[3] or "").lower() not in ("", "s", "sec", "secs"):
        return Title("run", "tempo", minutes, f"'{word}' with repeats of a distance: long repeats, no weights")
    if types and types[0] != "easy":
        return Title("run", _run_type(types[0]), minutes, f"'{word}' beside a run: read as the run alone")
    if types:
        return Title("run", "easy", minutes, f"'{word}' beside a run: read as the run alone")
    return Title("strength", minutes=minutes)


def _unnamed(title: str, repeats: re.Match[str] | None, minutes: int | None, measured: str) -> Title:
    if repeats is None and _REPEATED.search(title):
        return Title("run", "intervals", minutes, measured)
    if repeats is not None:
        short = (repeats[3] or "").lower().startswith("s") and float(repeats[2]) <= 30
        named = _EFFORT.search(title) is not None or not short
        return Title("run", "strides" if short else "intervals", minutes, "" if named else "short repeats: strides")
    if minutes is not None or _PATH.search(title):
        return Title("run", "easy", minutes, "no type is named: easy" + (f"; {measured}" if measured else ""))
    return Title("unknown", doubt="neither a type nor a length is named")


def _run_type(name: str) -> RunType:
    return name  # type: ignore[return-value]


def _length(text: str, easy_pace: int) -> tuple[int | None, str]:
    """Minutes a title names, and how they were measured where that is a guess."""
    found = _CLOCK.search(text)
    if found:
        return 60 * int(found[1]) + int(found[2]), ""
    found = _HOURS.search(text)
    if found:
        return round(60 * float(found[1])) + int(found[2] or 0), ""
    found = _MINUTES.search(text)
    if found:
        return int(found[1]), ""
    found = _DISTANCE.search(re.sub(r"@\s*\S+", " ", text))
    if found:
        km = float(found[1]) * (KM_A_MILE if found[2].lower().startswith("mi") else 1)
        own = _PACE.search(text)
        if own:
            return max(5, round(km * (60 * int(own[1] or own[3]) + int(own[2] or own[4])) / 300) * 5), ""
        pace = f"{easy_pace // 60}:{easy_pace % 60:02} min/km"
        return max(5, round(km * easy_pace / 60 / 5) * 5), f"{found[0]} taken at {pace}"
    return None, ""
