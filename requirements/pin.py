"""Write ``default.txt`` and one file an extra: every package of the install, pinned.

``python requirements/pin.py`` resolves the ranges of ``pyproject.toml`` against the package index, starting from the
pins that are there; ``--upgrade`` forgets them first. Run it after a change of the dependencies, with Python 3.11.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

EXTRAS = ("dev", "stanza", "train")
FOLDER = Path(__file__).resolve().parent
HEADER = "# Written by requirements/pin.py from the ranges in pyproject.toml; do not edit.\n"


def resolve(target: str, *, upgrade: bool) -> dict[str, str]:
    """Names and versions of all packages that an install of ``target`` brings, without the project itself."""
    kept = [] if upgrade else sorted(FOLDER.glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        constraints = Path(folder, "constraints.txt")
        pins = {line for file in kept for line in file.read_text(encoding="utf-8").splitlines() if "==" in line}
        constraints.write_text("\n".join(sorted(pins)), encoding="utf-8")
        options = ["--quiet", "--dry-run", "--ignore-installed", "--report", str(report), "-c", str(constraints)]
        command = [sys.executable, "-m", "pip", "install", *options, target]
        subprocess.run(command, cwd=FOLDER.parent, check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    packages = (item["metadata"] for item in found)
    # "2.13.0+cpu" is a build of 2.13.0: the pin names the version, the index that is asked decides about the build.
    versions = {re.sub(r"[-_.]+", "-", p["name"]).lower(): str(p["version"]).split("+")[0] for p in packages}
    versions.pop("warta")
    return versions


def main() -> None:
    """Write the files; those of the extras hold what comes on top of the default install."""
    upgrade = "--upgrade" in sys.argv[1:]
    default = resolve(".", upgrade=upgrade)
    write("default", default)
    for extra in EXTRAS:
        found = resolve(f".[{extra}]", upgrade=upgrade)
        clash = sorted(name for name in default if found[name] != default[name])
        if clash:
            sys.exit(f"[{extra}] needs other versions of {', '.join(clash)}; tighten the ranges in pyproject.toml")
        write(extra, {name: version for name, version in found.items() if name not in default}, "-r default.txt\n")


def write(name: str, pins: dict[str, str], first: str = "") -> None:
    """Write one file of pins."""
    lines = [f"{package}=={version}\n" for package, version in sorted(pins.items())]
    (FOLDER / f"{name}.txt").write_text(HEADER + first + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
