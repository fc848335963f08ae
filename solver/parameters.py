"""CP-SAT's seed and parameters, as text, and what its answers can be: known without loading ortools."""

from typing import Literal

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
"""What a search proved: that its answer is the best, nothing of its answer, that there is none, or nothing at all."""

SEED = 1
ONE_WORKER = (
    f"num_workers:1 random_seed:{SEED} cut_level:0 cp_model_probing_level:0 symmetry_level:0 catch_sigint_signal:false"
)
"""What all our searches share: one worker, and nothing done to a small model that takes longer than what it saves."""
UNPRESOLVED = f"{ONE_WORKER} linearization_level:2 cp_model_presolve:false"
"""For models so small that presolve takes longer than what it saves, with all of them in the linear relaxation."""
AT_ONCE = (
    "add_lp_constraints_lazily:false "
    "inprocessing_dtime_ratio:0 inprocessing_probing_dtime:0 inprocessing_minimization_dtime:0"
)
"""For searches so short that what CP-SAT puts off, or does between restarts to gain later, is not paid back."""
TUNED = (
    f"{ONE_WORKER} linearization_level:1 cp_model_presolve:false {AT_ONCE} "
    "minimization_algorithm:NONE binary_minimization_algorithm:NO_BINARY_MINIMIZATION "
    "also_bump_variables_in_conflict_reasons:true linear_split_size:1000000"
)
"""For weeks over day patterns; see decisions 0015 (day pairs as flows), 0019 (less to relax) and 0023 (staircases)."""
EXACT = 1 << 53
"""CP-SAT tells objectives and bounds as floating-point numbers, which hold every integer up to this."""
