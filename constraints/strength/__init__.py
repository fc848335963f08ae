"""The rules of what is inside strength sessions: this tuple is the table of contents."""

from __future__ import annotations

from constraints.base.strength_rule import StrengthRule
from constraints.strength.all_reps import AllReps
from constraints.strength.all_sets import AllSets
from constraints.strength.as_the_morning_asks import AsTheMorningAsks
from constraints.strength.enough_exercises import EnoughExercises
from constraints.strength.exercises_a_session import ExercisesASession
from constraints.strength.focus_asked import FocusAsked
from constraints.strength.focus_patterns import FocusPatterns
from constraints.strength.goal_allows import GoalAllows
from constraints.strength.goal_exercises import GoalExercises
from constraints.strength.heavy_legs_used import HeavyLegsUsed
from constraints.strength.keeps_growing import KeepsGrowing
from constraints.strength.kit_at_hand import KitAtHand
from constraints.strength.landings_capped import LandingsCapped
from constraints.strength.large_before_small import LargeBeforeSmall
from constraints.strength.legs_as_promised import LegsAsPromised
from constraints.strength.level_reached import LevelReached
from constraints.strength.one_of_a_pattern import OneOfAPattern
from constraints.strength.pairs_do_not_compete import PairsDoNotCompete
from constraints.strength.power_in_its_phase import PowerInItsPhase
from constraints.strength.rest_between_sets import RestBetweenSets
from constraints.strength.rows_match_presses import RowsMatchPresses
from constraints.strength.session_minutes import SessionMinutes
from constraints.strength.sets_and_reps import SetsAndReps
from constraints.strength.single_leg_and_core import SingleLegAndCore
from constraints.strength.single_leg_without_weights import SingleLegWithoutWeights
from constraints.strength.squat_and_lunge import SquatAndLunge
from constraints.strength.straight_sets import StraightSets
from constraints.strength.variety import Variety
from constraints.strength.weekly_sets import WeeklySets

STRENGTH_RULES: tuple[type[StrengthRule], ...] = (
    # hard: what cannot be chosen at all
    KitAtHand,
    LevelReached,
    FocusAsked,
    LegsAsPromised,
    GoalAllows,
    SetsAndReps,
    AsTheMorningAsks,
    # hard: what cannot stand together
    RestBetweenSets,
    PairsDoNotCompete,
    LargeBeforeSmall,
    OneOfAPattern,
    ExercisesASession,
    LandingsCapped,
    SessionMinutes,
    SingleLegAndCore,
    # soft: what gives way last comes first
    FocusPatterns,
    EnoughExercises,
    PowerInItsPhase,
    SquatAndLunge,
    AllSets,
    HeavyLegsUsed,
    WeeklySets,
    RowsMatchPresses,
    KeepsGrowing,
    SingleLegWithoutWeights,
    Variety,
    GoalExercises,
    AllReps,
    StraightSets,
)
