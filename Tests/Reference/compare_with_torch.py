#!/usr/bin/env python3
"""Compares the gradients that the built program shows with PyTorch's autograd, for random configurations.

    python3 compare_with_torch.py --program .build/release/chainrule [--count 200] [--seed 1] [--verbose]

For each configuration it drives `chainrule repl --json` with a script: a random network, image, label and mode, forward, backward,
`show` of every parameter, running statistic and dropout mask, of P, L and of every gradient, and `check`.
It then builds the same network in PyTorch (double precision) from the shown numbers alone and compares P, L and each gradient
within 1e-4 of the largest element of its tensor. It ends with a summary line and status 1 if anything differs.

Needs torch. The layers are Linear → (batch normalisation) → activation → (dropout) for each hidden width, or maxout in place of
the first and third, and a last Linear.
"""

import argparse
import json
import random
import subprocess
import sys

import torch
from torch.nn import functional

torch.set_default_dtype(torch.float64)

TOLERANCE = 1e-4
# Nothing smaller than this share of the largest gradient of the whole network is compared digit by digit.
NETWORK_FLOOR = 1e-5
# The gradient of a bias in front of batch normalisation over the batch is 0 by the mathematics and has only the rounding of
# single precision in it, which goes with the largest gradient: some ulps of it are allowed, 1e-6 in all.
CANCELLED_FLOOR = 1e-2

HIDDEN = ["sigmoid", "tanh", "relu", "leakyrelu", "elu", "gelu", "gelu-tanh", "maxout", "identity"]
INITIALISERS = ["uniform", "xavier", "xavier-normal", "he", "he-normal", "lecun", "orthogonal", "auto"]
ACTIVATIONS = {
    "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu,
    "leakyrelu": lambda z: functional.leaky_relu(z, 0.1), "elu": functional.elu,
    "gelu": functional.gelu, "gelu-tanh": lambda z: functional.gelu(z, approximate="tanh"),
    "identity": lambda z: z,
}


class Configuration:
    def __init__(self, rng, number):
        self.depth = rng.randint(1, 4)
        self.hidden = HIDDEN[number % len(HIDDEN)]
        self.bias = rng.random() < 0.5
        self.norm = rng.random() < 0.3
        self.dropout = rng.choice([0, 0, 0.2, 0.5])
        self.ten = rng.random() < 0.4
        self.train = rng.random() < 0.5
        self.label = rng.randrange(10 if self.ten else 2)
        widths = [100] + [rng.choice([4, 7, 16, 33, 64, 128]) for _ in range(self.depth)]
        self.widths = widths + [10 if self.ten else 1]
        self.init = rng.choice(INITIALISERS)
        self.seed = rng.randrange(1, 100000)
        self.image = rng.choice(
            ["image sample slide", f"image sample {rng.randrange(10)}",
             f"image digit {rng.randrange(50000)}", f"image digit {rng.randrange(10000)} test",
             "; ".join(f"image set {rng.randrange(10)} {rng.randrange(10)} {rng.randrange(257) / 256}"
                       for _ in range(25))])

    def commands(self):
        yield "task digits" if self.ten else "task 0 rest"
        shape = "-".join(map(str, self.widths))
        yield (f"network {shape} hidden={self.hidden} init={self.init} "
               f"bias={'on' if self.bias else 'off'} dropout={self.dropout} "
               f"batchnorm={'on' if self.norm else 'off'} seed={self.seed}")
        yield from self.image.split("; ")
        yield f"label {self.label}"
        yield f"mode {'train' if self.train else 'eval'}"
        yield "forward"
        yield "backward"

    def names(self):
        """What is shown: parameters, statistics, masks, and a gradient for each learned one."""
        known, learned = ["x", "y", "P", "L", "dL/dx"], []
        for place in range(1, self.depth + 2):
            is_hidden = place <= self.depth
            learned.append(f"W{place}")
            if self.bias or (is_hidden and self.hidden == "maxout"):
                learned.append(f"b{place}")
            if is_hidden and self.norm:
                learned += [f"gamma{place}", f"beta{place}"]
                known += [f"mean{place}", f"variance{place}"]
            if is_hidden and self.dropout and self.train:
                known.append(f"mask{place}")
        return known, learned

    def __str__(self):
        return "; ".join(self.commands())


def ask(program, commands):
    """The replies, one for each command; an error is an error of the comparison."""
    run = subprocess.run([program, "repl", "--json"], input="\n".join(commands) + "\n", text=True,
                         capture_output=True, timeout=120)
    replies = [json.loads(line) for line in run.stdout.splitlines()]
    for reply in replies:
        if not reply["ok"]:
            raise RuntimeError(f"{reply['command']}: {reply['error']}")
    if len(replies) != len(commands):
        raise RuntimeError(f"{len(commands)} commands, {len(replies)} replies; {run.stderr.strip()}")
    return [reply["result"] for reply in replies]


def tensor(result):
    if any(v is None for v in result["values"]):
        raise RuntimeError(f"{result['name']} is not finite")
    return torch.tensor(result["values"], dtype=torch.float64).reshape(result["shape"])


def torch_forward(c, shown, parameters, x):
    for place in range(1, c.depth + 2):
        is_hidden = place <= c.depth
        w, b = parameters[f"W{place}"], parameters.get(f"b{place}")
        if is_hidden and c.hidden == "maxout":
            x = torch.stack([functional.linear(x, *piece) for piece in zip(w, b)]).amax(0)
        else:
            x = functional.linear(x, w, b)
        if not is_hidden:
            return x
        if c.norm:
            x = functional.batch_norm(
                x, shown[f"mean{place}"].clone(), shown[f"variance{place}"].clone(),
                parameters[f"gamma{place}"], parameters[f"beta{place}"], training=c.train)
        if c.hidden != "maxout":
            x = ACTIVATIONS[c.hidden](x)
        if f"mask{place}" in shown:
            x = x * shown[f"mask{place}"].reshape(x.shape)
    return x


def compare(c, program):
    """The largest error relative to its tensor, and what was wrong."""
    known, learned = c.names()
    shown_names = known + learned + [f"dL/d{name}" for name in learned]
    commands = list(c.commands()) + [f"show {name}" for name in shown_names] + ["check"]
    replies = ask(program, commands)
    shown = dict(zip(shown_names, map(tensor, replies[-len(shown_names) - 1:-1])))
    parameters = {name: shown[name].clone().requires_grad_() for name in learned}
    # A walk over a batch puts the batch first.
    batch = shown["x"].numel() // c.widths[0]
    x = shown["x"].clone().requires_grad_()
    logits = torch_forward(c, shown, parameters, x.reshape(batch, c.widths[0]))
    y = shown["y"].reshape(-1)
    if c.ten:
        loss = functional.cross_entropy(logits, y.long())
        p = torch.softmax(logits, 1)
    else:
        loss = functional.binary_cross_entropy_with_logits(logits[:, 0], y)
        p = torch.sigmoid(logits)
    loss.backward()
    pairs = {"P": p.detach(), "L": loss.detach().reshape(1), "dL/dx": x.grad}
    pairs.update({f"dL/d{name}": value.grad for name, value in parameters.items()})
    overall = max((v.abs().max().item() for name, v in pairs.items() if name.startswith("dL/dW")))
    worst, faults = 0.0, []
    for name, expected in pairs.items():
        actual = shown[name]
        if actual.numel() != expected.numel():
            faults.append(f"{name} has shape {list(actual.shape)}, not {list(expected.shape)}")
            continue
        if name == "L" and actual.numel() != loss.numel():
            actual = actual.mean()
        is_cancelled = c.norm and c.train and name.startswith("dL/db") and name[4:] != f"b{c.depth + 1}" \
            and "beta" not in name
        floor = CANCELLED_FLOOR if is_cancelled else NETWORK_FLOOR
        scale = max(expected.abs().max().item(), floor * overall, 1e-30)
        error = (actual.reshape(-1) - expected.reshape(-1)).abs().max().item() / scale
        worst = max(worst, error)
        if not error <= TOLERANCE:
            faults.append(f"{name} is off by {error:.2e} of its largest element")
    if not replies[-1]["passed"]:
        faults.append(f"check says {replies[-1]}")
    return worst, faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/chainrule")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    rng = random.Random(arguments.seed)
    worst, failed = 0.0, 0
    for number in range(arguments.count):
        c = Configuration(rng, number)
        try:
            error, faults = compare(c, arguments.program)
        except (RuntimeError, ValueError, KeyError, OSError, subprocess.TimeoutExpired) as problem:
            error, faults = 0.0, [f"{type(problem).__name__}: {problem}"]
        worst = max(worst, error)
        failed += bool(faults)
        if faults or arguments.verbose:
            print(f"{number}: {c}\n    " + ("\n    ".join(faults) or f"agrees within {error:.1e}"))
    agreed = arguments.count - failed
    print(f"{agreed} of {arguments.count} configurations agree with PyTorch {torch.__version__}; "
          f"largest error {worst:.1e} of a tensor's largest element (allowed {TOLERANCE:.0e})")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
