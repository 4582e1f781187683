#!/usr/bin/env python3
"""Compares Perlemor's results of the standard job with others, cell by cell.

usage: compare.py PERLEMOR.csv OTHER …

OTHER is the CSV of another run of Perlemor, or what the files of a peer begin with
(OTHER_levels.csv, OTHER_change.csv). Prints the largest relative difference of each figure and fails
where one is above 1e-9. A peer may have fewer indicators and fewer figures, but no fewer places.
"""
import csv
import os
import sys

TOLERANCE = 1e-9
# Figures of the peers by the names Perlemor gives them. Perlemor's shares have logit intervals and
# its changes of shares MOVER intervals, where the peers have t intervals: those are not compared.
LEVELS = {"n": "n", "mean": "estimate", "se": "se", "deff": "deff", "df": "df",
          "ci_lo": "ci_low", "ci_hi": "ci_high"}
CHANGES = {"change": "estimate", "se": "se", "df": "df", "t": "t", "p": "p", "p_holm": "p_holm"}


def own(path):
    """Figures by (indicator, municipality, wave), the wave empty for changes."""
    with open(path) as file:
        return {(r["variable"], r["municipality"], r["wave"]): r for r in csv.DictReader(file)}


def peer(prefix):
    found = {}
    for part, figures in (("levels", LEVELS), ("change", CHANGES)):
        with open(f"{prefix}_{part}.csv") as file:
            for r in csv.DictReader(file):
                key = (r["indicator"], r["municipality"], r.get("wave") or "")
                found[key] = {name: r[theirs] for theirs, name in figures.items() if theirs in r}
    return found


def differences(a, b):
    largest = {}
    for key, figures in b.items():
        for name, text in figures.items():
            mine = a[key].get(name) or ""
            if name.startswith("ci_") and a[key].get("interval") != "t":
                continue
            try:
                x, y = float(mine), float(text)
            except ValueError:
                # Words, and figures that are not defined, must be the same.
                largest[name] = max(largest.get(name, 0), 0 if mine == text else float("inf"))
                continue
            difference = abs(x - y) / max(abs(x), abs(y), 1e-12)
            largest[name] = max(largest.get(name, 0), difference)
    return largest


def main(first, others):
    a = own(first)
    failed = False
    for other in others:
        b = own(other) if os.path.isfile(other) else peer(other)
        indicators = {key[0] for key in b}
        expected = {key for key in a if key[0] in indicators}
        missing, extra = expected - b.keys(), b.keys() - a.keys()
        found = differences(a, {key: b[key] for key in b.keys() & a.keys()})
        worst = max(found.values(), default=float("inf"))
        bad = bool(missing or extra or worst > TOLERANCE)
        failed = failed or bad
        name = os.path.basename(other)
        print(f"{name:28}{len(b):6} cells, {len(indicators)} indicators, largest difference {worst:.1e}"
              + (f", {len(missing)} missing, {len(extra)} extra" if missing or extra else "")
              + ("  DIFFERS" if bad else ""))
        if bad:
            print("   ", {name: f"{value:.1e}" for name, value in sorted(found.items())})
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2:])
