"""Checks two Vango servers with a client that knows nothing but docs/protocol.md.

    python3 run.py http://127.0.0.1:4601/ http://127.0.0.1:4602/

The first address is that of the example counter, the second that of rows. Prints a line for each check, and at the end
`N passed, M failed`; the exit code is 0 when none has failed.
"""
from __future__ import annotations

import sys
import time
import traceback

import counter  # noqa: F401: importing these makes their checks known
import example  # noqa: F401
import mistake  # noqa: F401
import rows  # noqa: F401
from check import CHECKS


def main(counter_url: str, rows_url: str) -> int:
    failed = 0
    for function in CHECKS:
        start, name = time.monotonic(), f"{function.__module__}: {function.__name__}"
        try:
            function(counter_url, rows_url)
            print(f"ok   {name} ({time.monotonic() - start:.1f} s)", flush=True)
        except Exception as error:  # whatever a check meets is its failure, and the others are to run
            failed += 1
            print(f"FAIL {name}: {type(error).__name__}: {error}", flush=True)
            traceback.print_exc()
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
