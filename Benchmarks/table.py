#!/usr/bin/env python3
"""Medians of runs as a table, with ratios to Perlemor.

usage: table.py RUNS.jsonl             one size
       table.py --linear RUNS.jsonl …  microseconds a row of each peer at each size
"""
import json
import statistics
import sys


def runs(path):
    peers = {}
    with open(path) as lines:
        for line in lines:
            run = json.loads(line)
            peers.setdefault(run["peer"], []).append(run)
    return peers


def median(runs, key):
    return statistics.median(key(run) for run in runs)


def table(path):
    peers = runs(path)
    own = peers.get("perlemor")
    base = median(own, lambda r: r["wall"]) if own else None
    rows = next(iter(peers.values()))[0]["rows"] if peers else 0
    print(f"\n{rows} rows, medians")
    print(f"{'':12}{'runs':>5}{'wall s':>9}{'least':>8}{'CPU s':>8}{'MB':>7}{'× Perlemor':>12}{'load':>7}")
    for name, all_runs in peers.items():
        wall = median(all_runs, lambda r: r["wall"])
        print(
            f"{name:12}{len(all_runs):5}{wall:9.2f}{min(r['wall'] for r in all_runs):8.2f}"
            f"{median(all_runs, lambda r: r['user'] + r['sys']):8.2f}"
            f"{median(all_runs, lambda r: r['kb']) / 1024:7.0f}"
            f"{wall / base if base else float('nan'):12.2f}{median(all_runs, lambda r: r['load']):7.1f}")


def linear(paths):
    found = {}
    for path in paths:
        for name, all_runs in runs(path).items():
            found.setdefault(name, {})[all_runs[0]["rows"]] = median(
                all_runs, lambda r: r["user"] + r["sys"]) / all_runs[0]["rows"] * 1e6
    sizes = sorted({size for sizes in found.values() for size in sizes})
    print("\nCPU microseconds a row")
    print(f"{'':12}" + "".join(f"{size:>12}" for size in sizes))
    for name, by_size in found.items():
        print(f"{name:12}" + "".join(
            f"{by_size[size]:12.2f}" if size in by_size else f"{'–':>12}" for size in sizes))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    linear(sys.argv[2:]) if sys.argv[1] == "--linear" else table(sys.argv[1])
