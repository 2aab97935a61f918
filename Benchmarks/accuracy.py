#!/usr/bin/env python3
"""Trains at the settings that product documents quote and prints mean test accuracies beside the expected ones.

    python3 Benchmarks/accuracy.py [--program .build/release/chainrule] [--seeds 5]

Each line: task, activation, accuracy in % after 5 and after 20 epochs (mean over the seeds), the expected figures.
Ends with status 1 if a mean is more than 0.3 points below what is expected.
"""
import argparse
import json
import subprocess
import sys

EXPECTED = {
    ("0 1", "sigmoid"): (99.79, 99.80), ("0 1", "relu"): (99.91, 99.91),
    ("0 rest", "sigmoid"): (99.54, 99.71), ("0 rest", "relu"): (99.71, 99.78),
    ("3 8", "sigmoid"): (97.5, 99.0), ("3 8", "relu"): (98.7, 99.2),
    ("4 9", "sigmoid"): (97.3, 98.6), ("4 9", "relu"): (98.6, 98.9),
    ("digits", "sigmoid"): (96.4, 97.7), ("digits", "relu"): (97.2, 97.8),
}
SETTINGS = {"sigmoid": "network hidden=sigmoid init=uniform; rate 1", "relu": "network hidden=relu init=he; rate 0.3"}


def accuracies(program, task, hidden, seed):
    script = (f"task {task}; {SETTINGS[hidden]}; reseed {seed}; train 5 epochs; wait; evaluate test; "
              "train 15 epochs; wait; evaluate test")
    out = subprocess.run([program, "repl", "--json", "-c", script], check=True, capture_output=True, text=True).stdout
    replies = [json.loads(line) for line in out.splitlines()]
    return [100 * r["result"]["accuracy"] for r in replies if r["command"] == "evaluate test"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/release/chainrule")
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    worst = 0.0
    for (task, hidden), expected in EXPECTED.items():
        runs = [accuracies(options.program, task, hidden, seed) for seed in range(1, options.seeds + 1)]
        means = [sum(run[k] for run in runs) / len(runs) for k in (0, 1)]
        worst = max([worst] + [e - m for e, m in zip(expected, means)])
        print(f"{task:8} {hidden:8} {means[0]:6.2f} {means[1]:6.2f}   expected {expected[0]:6.2f} {expected[1]:6.2f}", flush=True)
    print(f"largest shortfall {worst:.2f} points")
    sys.exit(worst > 0.3)


if __name__ == "__main__":
    main()
