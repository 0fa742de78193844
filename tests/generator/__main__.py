"""Make reports, read them, and tell how well: ``python -m tests.generator --help``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections import Counter, defaultdict
from pathlib import Path

from .make import make, read
from .score import core, score
from .variation import FAMILIES, is_held

os.environ.setdefault("RAPPORTLAGER_OCR", "off")


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.generator", description=__doc__)
    parser.add_argument("-n", type=int, default=100, help="reports of each family")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--family", choices=FAMILIES, action="append", help="these families alone")
    parser.add_argument("--held-out", action="store_true", help="reports with kinds of variation that are set aside")
    parser.add_argument("--set", action="append", default=[], metavar="DIM=KIND", help="set a kind in every report")
    parser.add_argument(
        "--one", type=Path, metavar="OUT.pdf", help="write the report of --seed, with its errors, and stop"
    )
    parser.add_argument("--errors", type=int, default=0, help="show so many kinds of errors")
    parser.add_argument("--worst", type=int, default=0, help="show so many of the worst reports")
    parser.add_argument("--min", type=float, default=0.0, help="exit 1 below this score, in per cent")
    parser.add_argument("--quiet", action="store_true", help="families alone, no kinds of variation")
    options = parser.parse_args()
    families = options.family or list(FAMILIES)
    chosen = dict(part.split("=", 1) for part in options.set)
    if options.one:
        return _one(families[0], options, chosen)
    return _many(families, options, chosen)


def _one(family: str, options: argparse.Namespace, chosen: dict[str, str]) -> int:
    made = make(family, options.seed, held_out=options.held_out, **chosen)
    options.one.write_bytes(made.pdf)
    scores = score(made.truth, read(made))
    print(json.dumps(made.choices, ensure_ascii=False))
    print(f"core {100 * core(scores):.1f}")
    for table, result in scores.items():
        print(f"{table}: {100 * result.score:.1f} ({result.matched} of {result.truth}, {result.read} read)")
        for error in result.errors:
            print(f"  {error}")
    return 0


def _many(families: list[str], options: argparse.Namespace, chosen: dict[str, str]) -> int:
    by_family: dict[str, list[float]] = defaultdict(list)
    by_table: dict[str, list[float]] = defaultdict(list)
    by_kind: dict[str, list[float]] = defaultdict(list)
    known: dict[str, Counter[str]] = defaultdict(Counter)
    worst: list[tuple[float, str, int]] = []
    errors: Counter[str] = Counter()
    example: dict[str, str] = {}
    for family in families:
        for seed in range(options.seed, options.seed + options.n):
            made = make(family, seed, held_out=options.held_out, **chosen)
            try:
                rows = read(made)
            except Exception:
                traceback.print_exc()
                print(f"the report that fails: --family {family} --seed {seed}")
                return 1
            scores = score(made.truth, rows)
            known[family][str(rows["reports"][0]["family"])] += 1
            value = core(scores)
            by_family[family].append(value)
            worst.append((value, family, seed))
            for table, result in scores.items():
                by_table[f"{family} {table}"].append(result.score)
                for error in result.errors:
                    kind = error.split(" [")[0] + (error.rsplit("]", 1)[-1] if "printed" not in error else "")
                    errors[f"{family} {kind}"] += 1
                    example.setdefault(f"{family} {kind}", f"seed {seed}: {error}")
            for name, choice in made.choices.items():
                by_kind[f"{family} {name}={choice}"].append(value)
    _table("family", by_family)
    for family, counts in known.items():
        if set(counts) != {family}:
            print(f"  {family} is taken for {dict(counts)}")
    if not options.quiet:
        _table("table", by_table)
        weak = dict(sorted(by_kind.items(), key=lambda entry: sum(entry[1]) / len(entry[1])))
        _table("kind of variation", weak)
    for kind, number in errors.most_common(options.errors):
        print(f"{number:6} {kind}\n         {example[kind]}")
    for value, family, seed in sorted(worst)[: options.worst]:
        print(f"{100 * value:6.1f} --family {family} --seed {seed}")
    overall = sum(map(sum, by_family.values())) / sum(map(len, by_family.values()))
    print(f"overall {100 * overall:.2f}{' (held out)' if options.held_out else ''}")
    return int(100 * overall < options.min)


def _table(what: str, values: dict[str, list[float]]) -> None:
    print(f"\n{what:60} reports  score")
    for name, scores in values.items():
        family, _, kind = name.partition(" ")
        star = " *" if "=" in kind and is_held(family, kind) else ""
        print(f"{name + star:60} {len(scores):7}  {100 * sum(scores) / len(scores):5.1f}")


sys.exit(main())
