"""Measure the tag and posthog-js by turns, and print medians and ratios as a table.

`python -m tests.bench [rounds]`
"""

import os
import sys
import time
from collections import defaultdict

from playwright.sync_api import sync_playwright

from tests.bench.contestants import CONTESTANTS, pages, scripts
from tests.bench.host import running_host
from tests.bench.measures import readings
from tests.bench.tab import Tab
from tests.bench.table import table
from tests.chromium import launch_options

ROUNDS = 4
# Above this, other programs take the processor away from what is measured.
BUSY_LOAD = 4.0


def main(rounds: int) -> None:
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    remarks: set[str] = set()
    began = time.monotonic()
    with running_host(pages(), scripts()) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        version = browser.version
        for path in host.pages:
            # What the browser does but once is nobody's cost.
            Tab(browser, host.origin + path).close()
        for number in range(rounds):
            names = list(CONTESTANTS)
            # Each is first in turn.
            for name in names[number % len(names) :] + names[: number % len(names)]:
                for measure, figure in readings(browser, host, name, remarks.add):
                    found[measure][name].append(figure)
            print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
        browser.close()
    seconds = time.monotonic() - began
    print("\n".join(table(found)))
    print(f"\nMedian (least to greatest) of {rounds} rounds by turns, Chromium {version}.")
    print("Ratios are of the medians before rounding.")
    print("\n".join(sorted(remarks)))
    load = os.getloadavg()[0]
    print(f"Took {seconds:.0f} s; load average {load:.1f}.")
    if load > BUSY_LOAD:
        print("The machine is busy: do not quote these figures.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
