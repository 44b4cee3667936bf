"""Run every measure and print one line each; see the docstring of each for what it means."""

from benchmarks import demo_start, registry, stock_import, studio, triage, wave_simulation

if __name__ == "__main__":
    for measure in (stock_import, registry, wave_simulation, studio, triage, demo_start):
        measure.main()
