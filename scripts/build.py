"""Compiles the translation catalogues into the wheel, so that an installed Rebond need not write where it lies."""

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    def initialize(self, version, build_data):
        sys.path.insert(0, self.root)
        from rebond.config.catalogues import compile_stale

        compile_stale()
        compiled = Path(self.root, "rebond", "locale").rglob("*.mo")
        build_data["artifacts"] += [str(path.relative_to(self.root)) for path in compiled]
