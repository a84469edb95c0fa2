"""What it takes to load the command line, beside an empty Python. Target: 60 ms."""

from __future__ import annotations

import sys

from benchmarks.timing import Contestant, compare


def main() -> None:
    compare(
        "Start-up",
        [
            Contestant("python -c pass", (sys.executable, "-c", "pass")),
            Contestant(
                "import duizhao.cli.main",
                (sys.executable, "-c", "import duizhao.cli.main"),
            ),
        ],
        rounds=15,
    )


if __name__ == "__main__":
    main()
