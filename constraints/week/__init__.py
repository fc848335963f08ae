"""The rules of a week: this tuple is the table of contents."""

from __future__ import annotations

from constraints.base.rule import Rule
from constraints.week.allowed_days import AllowedDays
from constraints.week.balance_5_3_2 import Balance532
from constraints.week.blocked_dates import BlockedDates
from constraints.week.both_halves import BothHalves
from constraints.week.easy_share import EasyShare
from constraints.week.even_load import EvenLoad
from constraints.week.few_changes import FewChanges
from constraints.week.fixed_sessions import FixedSessions
from constraints.week.free_time import FreeTime
from constraints.week.full_rest_days import FullRestDays
from constraints.week.goal_emphasis import GoalEmphasis
from constraints.week.heavy_legs_after_long_run import HeavyLegsAfterLongRun
from constraints.week.heavy_legs_before_key_run import HeavyLegsBeforeKeyRun
from constraints.week.heavy_legs_rested_after_long_run import HeavyLegsRestedAfterLongRun
from constraints.week.heavy_legs_rested_before_key_run import HeavyLegsRestedBeforeKeyRun
from constraints.week.key_days_in_a_row import KeyDaysInARow
from constraints.week.key_run_after_race import KeyRunAfterRace
from constraints.week.key_runs_apart import KeyRunsApart
from constraints.week.leg_sessions_apart import LegSessionsApart
from constraints.week.lift_on_easy_days import LiftOnEasyDays
from constraints.week.lift_on_hard_days import LiftOnHardDays
from constraints.week.long_runs_apart import LongRunsApart
from constraints.week.morning_check_in import MorningCheckIn
from constraints.week.morning_run_evening_lift import MorningRunEveningLift
from constraints.week.moved_key_runs_apart import MovedKeyRunsApart
from constraints.week.no_heavy_legs_after_race import NoHeavyLegsAfterRace
from constraints.week.no_heavy_legs_before_race import NoHeavyLegsBeforeRace
from constraints.week.no_heavy_legs_on_key_days import NoHeavyLegsOnKeyDays
from constraints.week.no_overlap import NoOverlap
from constraints.week.preferred_days import PreferredDays
from constraints.week.recovery_days import RecoveryDays
from constraints.week.run_lift_gap import RunLiftGap
from constraints.week.run_walks_apart import RunWalksApart
from constraints.week.same_rhythm import SameRhythm
from constraints.week.sessions_a_day import SessionsADay
from constraints.week.spare_in_place import SpareInPlace
from constraints.week.strength_mix import StrengthMix
from constraints.week.strength_sessions import StrengthSessions
from constraints.week.strength_spread import StrengthSpread

RULES: tuple[type[Rule], ...] = (
    # hard: as asked
    FreeTime,
    BlockedDates,
    AllowedDays,
    FixedSessions,
    NoOverlap,
    SpareInPlace,
    # hard
    FullRestDays,
    HeavyLegsBeforeKeyRun,
    HeavyLegsAfterLongRun,
    MorningRunEveningLift,
    NoHeavyLegsOnKeyDays,
    LegSessionsApart,
    KeyDaysInARow,
    MovedKeyRunsApart,
    SessionsADay,
    StrengthMix,
    StrengthSessions,
    NoHeavyLegsBeforeRace,
    NoHeavyLegsAfterRace,
    RecoveryDays,
    MorningCheckIn,
    # soft
    Balance532,
    HeavyLegsRestedBeforeKeyRun,
    HeavyLegsRestedAfterLongRun,
    LiftOnEasyDays,
    LiftOnHardDays,
    RunLiftGap,
    EasyShare,
    KeyRunsApart,
    KeyRunAfterRace,
    LongRunsApart,
    RunWalksApart,
    StrengthSpread,
    EvenLoad,
    BothHalves,
    GoalEmphasis,
    PreferredDays,
    SameRhythm,
    FewChanges,
)
