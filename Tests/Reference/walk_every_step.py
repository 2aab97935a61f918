#!/usr/bin/env python3
"""Walks random networks in the built program and does its sums again.

    python3 walk_every_step.py --program .build/release/chainrule [--count 36] [--seed 1]

For each network (depth 1 to 4, every activation, both heads, bias, dropout, batch normalisation, both modes, every optimiser) it asks
`chainrule repl --json` for every step of the walk, before and after the update, and sees that

* every reply is one line of JSON without a bare NaN,
* `show` has the shape that `walk` tells, and as many values,
* `explain` gives the value that `show` gives, and its terms add up to it,
* three updates follow the optimiser's formulas, from the shown weights and gradients alone.

It ends with a summary line and status 1 if anything is wrong.
"""

import argparse
import json
import math
import random
import subprocess
import sys

HIDDEN = ["sigmoid", "tanh", "relu", "leakyrelu", "elu", "gelu", "gelu-tanh", "maxout", "identity"]
OPTIMISERS = ["sgd", "sgd decay=0.1", "momentum 0.9", "nesterov 0.9 decay=0.01", "adam", "adam decay=0.01"]
RATE = 0.3
# An ulp of 1 in single precision.
ULP = 2.0**-23


def no_constant(name):
    raise ValueError(f"{name} is no JSON")


def ask(program, commands):
    run = subprocess.run([program, "repl", "--json"], input="\n".join(commands) + "\n", text=True,
                         capture_output=True, timeout=300)
    replies = [json.loads(line, parse_constant=no_constant) for line in run.stdout.splitlines()]
    for reply in replies:
        if not reply["ok"]:
            raise ValueError(f"{reply['command']}: {reply['error']}")
    if len(replies) != len(commands):
        raise ValueError(f"{len(commands)} commands, {len(replies)} replies; {run.stderr.strip()}")
    return [reply["result"] for reply in replies]


def opening(rng, number):
    """The commands up to `backward`, and the optimiser's words."""
    is_ten = rng.random() < 0.5
    hidden = [rng.choice([1, 2, 5]) for _ in range(rng.randint(1, 4))]
    widths = [rng.choice([4, 6])] + hidden + [10 if is_ten else 1]
    optimiser = rng.choice(OPTIMISERS)
    return [
        "task digits" if is_ten else "task 3 8",
        f"network {'-'.join(map(str, widths))} hidden={HIDDEN[number % len(HIDDEN)]} init=normal(0.8) "
        f"bias={rng.choice(['on', 'off'])} dropout={rng.choice([0, 0.4])} "
        f"batchnorm={rng.choice(['on', 'off'])} seed={number}",
        "image digit 7", "image set 0 0 0.3", "label 1", f"rate {RATE}", f"optimizer {optimiser}",
        f"mode {rng.choice(['train', 'eval'])}", "forward", "backward"], optimiser


def index_of(offset, shape):
    index = []
    for extent in reversed(shape):
        index.insert(0, offset % extent)
        offset //= extent
    return f"[{','.join(map(str, index))}]" if shape else ""


def part_faults(reply):
    """What is worked out on the way, and the identity, come to the values that are told."""
    sums = [(part["name"], part["terms"], part["value"]) for part in reply.get("parts", [])]
    if "identity" in reply:
        sums.append((reply["identity"]["equation"], reply["identity"]["terms"], reply["value"]))
    for name, terms, value in sums:
        products = [term["product"] for term in terms]
        for term in terms:
            factors = [factor["value"] for factor in term["factors"]]
            if None not in factors and term["product"] is not None \
                    and not math.isclose(math.prod(factors), term["product"], rel_tol=1e-5, abs_tol=1e-30):
                yield f"{name}: {factors} multiply to {term['product']}"
        if value is None or None in products:
            continue
        # 1 - P and the sum of a softmax carry an ulp of 1.
        if not abs(sum(products) - value) <= 16 * ULP * max(1, sum(map(abs, products))):
            yield f"{name} is {value}, its terms add up to {sum(products)}"


def explain_faults(program, rng, start, steps):
    """Shapes and expansions of the given steps after the commands in `start`."""
    questions, values = [], []
    shown = ask(program, start + [f"show {step['name']}" for step in steps])[len(start):]
    for step, tensor in zip(steps, shown):
        if tensor["shape"] != step["shape"] or len(tensor["values"]) != math.prod(step["shape"]):
            yield f"{step['name']} has shape {tensor['shape']} and {len(tensor['values'])} values, not {step['shape']}"
        for offset in rng.sample(range(len(tensor["values"])), min(4, len(tensor["values"]))):
            questions.append(f"explain {step['name']}{index_of(offset, tensor['shape'])}")
            values.append((step, tensor["values"][offset]))
    for (step, value), reply in zip(values, ask(program, start + questions)[len(start):]):
        yield from part_faults(reply)
        products = [term["product"] for term in reply["terms"]]
        if reply["value"] != value:
            yield f"{reply['name']}{reply['index']} is {reply['value']}, show says {value}"
        if value is None or None in products:
            continue
        # The long way round loses an ulp of 1 with P.
        allowed = (len(products) + 4) * ULP * (sum(map(abs, products)) + abs(value)) \
            + (ULP if "dL/dP" in step["operands"] else 0)
        if not abs(sum(products) - value) <= allowed:
            yield f"{reply['name']}{reply['index']} is {value}, its terms add up to {sum(products)}"


def optimiser_step(words, gradient, state, count):
    """What is taken off a weight, over the rate."""
    method = words.split()[0]
    if method == "sgd":
        return gradient
    if method == "adam":
        state["m"] = 0.9 * state.get("m", 0) + 0.1 * gradient
        state["v"] = 0.999 * state.get("v", 0) + 0.001 * gradient * gradient
        return state["m"] / (1 - 0.9**count) / (math.sqrt(state["v"] / (1 - 0.999**count)) + 1e-8)
    state["v"] = 0.9 * state.get("v", 0) + gradient
    return state["v"] if method == "momentum" else gradient + 0.9 * state["v"]


def update_faults(program, start, optimiser, parameters):
    show = [f"show {name}" for name in parameters]
    slopes = [f"show dL/d{name}" for name in parameters]
    commands = list(start)
    for count in range(3):
        commands += (["forward", "backward"] if count else []) + show + slopes + ["update"] + show
    replies = iter(ask(program, commands)[len(start):])

    def take():
        return [next(replies)["values"] for _ in parameters]

    decay = float(optimiser.split("decay=")[1]) if "decay=" in optimiser else 0
    states = {}
    for count in range(1, 4):
        if count > 1:
            next(replies), next(replies)
        old, gradients = take(), take()
        next(replies)
        new = take()
        for name, before, slope, after in zip(parameters, old, gradients, new):
            size = max(1, *map(abs, before))
            for offset, (w, g, result) in enumerate(zip(before, slope, after)):
                state = states.setdefault((name, offset), {})
                expected = w - RATE * optimiser_step(optimiser, g + decay * w, state, count)
                if not abs(expected - result) <= 3e-6 * size:
                    yield f"update {count} of {name}, element {offset}: {result} instead of {expected}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/chainrule")
    parser.add_argument("--count", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    failed = 0
    for number in range(arguments.count):
        start, optimiser = opening(rng, number)
        faults = []
        try:
            steps = ask(arguments.program, start + ["walk"])[-1]["steps"]
            for step in steps:
                step["operands"] = step["equation"].split(" = ", 1)[1].split()
            made = [step for step in steps if step["phase"] != "update"]
            faults += explain_faults(arguments.program, rng, start, made)
            faults += explain_faults(arguments.program, rng, start + ["update"], steps)
            parameters = [step["name"] for step in steps if step["phase"] == "update"
                          and not step["name"].startswith(("mean", "variance"))][:-1]
            faults += update_faults(arguments.program, start, optimiser, parameters)
        except (ValueError, KeyError, OSError, subprocess.TimeoutExpired) as problem:
            faults.append(f"{type(problem).__name__}: {problem}")
        failed += bool(faults)
        if faults:
            print(f"{number}: {'; '.join(start)}\n    " + "\n    ".join(faults))
    print(f"{arguments.count - failed} of {arguments.count} networks explain every step")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
