"""``python -m tests.golden DIRECTORY [--groups a,b]``: run a folder of golden survey fixtures."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from tests.golden.runner import run_folder


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(arguments: list[str] | None = None) -> int:
    """Print what failed, what was skipped and why, and the counts; return 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--groups", help="only these groups, comma-separated")
    options = parser.parse_args(arguments)
    if not options.directory.is_dir():
        say(f"{options.directory} is not a folder")
        return 1
    groups = tuple(name.strip() for name in options.groups.split(",") if name.strip()) if options.groups else None
    tally = run_folder(options.directory, groups)
    for outcome, fixture, name, why in tally.details:
        if outcome == "failed":
            say(f"FAILED {fixture} {name}: {why}")
    for why, number in Counter(why for outcome, _, _, why in tally.details if outcome == "skipped").items():
        say(f"skipped {number}: {why}")
    for group, counts in sorted(tally.by_group.items()):
        say(f"{group or '(no group)'}: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())))
    if not tally.counts:
        say("no fixture found")
    say(tally.last_line())
    return 1 if tally.counts["failed"] or not tally.counts else 0


if __name__ == "__main__":
    sys.exit(main())
