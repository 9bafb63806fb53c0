"""The release command: a build that is remembered."""

import os
from datetime import UTC, datetime
from pathlib import Path

from ficbind.cli.building import Wishes
from ficbind.cli.building import run as build
from ficbind.cli.printing import counted, near


def run(manifest: Path, output: Path | None, *, strict: bool) -> int:
    """Build, remember, and say what was remembered; give the exit status: 0 done, 1 the user can mend it."""
    from ficbind.manifest.releases import read_releases, record_of  # late: the YAML parser takes time to import

    status = build(manifest, output, Wishes((), strict, json=False, verbose=False, moment=_now()))
    if status == 0:
        last = read_releases(manifest)[-1]
        stories = counted(len(last.stories), "story", "stories")
        print(f"release {last.number} of {last.moment[:10]}: {stories}; keep {near(record_of(manifest))}")
    return status


def _now() -> str:
    """Give the moment of the release: the only time that a clock is read, unless SOURCE_DATE_EPOCH states it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() and len(epoch) < 11 else datetime.now(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
