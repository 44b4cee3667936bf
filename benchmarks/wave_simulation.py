"""The wave policy simulator: 2,000 replications of the reference scenario under the six policies that it compares.

Each replication asks the engine some twenty times: the fair outcome, then each wave and each settlement of each policy.
"""

import sys
import time

from rebond.waves.simulation import default_policies, named_scenario, simulate


def main(replications: int = 2_000) -> None:
    """Print processor seconds, and milliseconds per replication and policy."""
    scenario = named_scenario("reference")
    policies = default_policies(scenario)
    start = time.process_time()
    simulate(scenario, policies, replications=replications, seed=1)
    seconds = time.process_time() - start
    each = 1000 * seconds / replications / len(policies)
    print(
        f"wave simulation, {replications} replications x {len(policies)} policies {seconds:6.1f} s  "
        f"{each:5.2f} ms for each"
    )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
