"""The wave policy simulator: what a policy does to associations that nobody knows yet.

Pure Python and numpy, no Django. `simulate(scenario, policies, replications=…, seed=…)` draws many possible
programmes, plays each policy on all of them with the allocation engine itself, and measures how far each ends from the
fair outcome: one single allocation to all applicants of all waves, known in advance. `docs/waves.md` says the rest.
"""

from rebond.waves.simulation.policies import Policy, default_policies, read_policy
from rebond.waves.simulation.refusal import Refusal
from rebond.waves.simulation.report import Estimate, Line, Report
from rebond.waves.simulation.running import simulate
from rebond.waves.simulation.scenario import Scenario, WavePlan, named_scenario, read_scenario

__all__ = [
    "Estimate",
    "Line",
    "Policy",
    "Refusal",
    "Report",
    "Scenario",
    "WavePlan",
    "default_policies",
    "named_scenario",
    "read_policy",
    "read_scenario",
    "simulate",
]
