#!/usr/bin/env python3
"""Compares the gradients that the built program shows with PyTorch's autograd, for random configurations.

    python3 compare_with_torch.py --program .build/release/chainrule [--count 200] [--seed 1] [--verbose]

For each configuration it drives `chainrule repl --json` with a script: a random network, image, label and mode, forward, backward,
`show` of every parameter, running statistic and dropout mask, of P, L and of every gradient and local derivative of the head, and `check`.
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
# What is 0 by the mathematics has only the rounding of single precision in it, which goes with the largest gradient of a weight:
# a bias in front of batch normalisation over the batch, an offset that the next one takes off again (identity), the errors P − y
# that equal weights add up to 0. They show in double precision, too, as less than CANCELLED of that gradient.
CANCELLED = 1e-12
ROUNDING = 1e-5
# A logit is a sum that may come to nearly 0: outputs count as no smaller than this share of the largest of them all.
OUTPUT_FLOOR = 1e-2
# Below this single precision has no full digits left.
SMALLEST = 1e-37
LARGEST = 1e37

HIDDEN = ["sigmoid", "tanh", "relu", "leakyrelu", "elu", "gelu", "gelu-tanh", "maxout", "identity"]
INITIALISERS = ["uniform", "xavier", "xavier-normal", "he", "he-normal", "lecun", "orthogonal", "auto"]
# Too small, too large, and all the same: what a class tries to see it fail.
EXTREME = ["normal(0.01)", "normal(1)", "normal(3)", "uniform(0.05)", "uniform(2)", "constant(0.1)", "zeros"]
ACTIVATIONS = {
    "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu,
    "leakyrelu": lambda z: functional.leaky_relu(z, 0.1), "elu": functional.elu,
    "gelu": functional.gelu, "gelu-tanh": lambda z: functional.gelu(z, approximate="tanh"),
    "identity": lambda z: z,
}


class Configuration:
    def __init__(self, rng, number, extreme=0.0):
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
        self.init = rng.choice(EXTREME if rng.random() < extreme else INITIALISERS)
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
    # dL/dP is infinite where the probability of the true class is less than single precision can divide by.
    if any(v is None for v in result["values"]) and result["name"] != "dL/dP":
        raise RuntimeError(f"{result['name']} is not finite")
    values = [torch.nan if v is None else v for v in result["values"]]
    return torch.tensor(values, dtype=torch.float64).reshape(result["shape"])


def torch_outputs(c, shown, parameters, x):
    """What comes out of each operation, and which of them are elementwise: x_output1, x_output2, …"""
    outputs, elementwise = [], []

    def add(value, is_elementwise=False):
        value.retain_grad()
        outputs.append(value)
        elementwise.append(is_elementwise)
        return value

    for place in range(1, c.depth + 2):
        is_hidden = place <= c.depth
        w, b = parameters[f"W{place}"], parameters.get(f"b{place}")
        if is_hidden and c.hidden == "maxout":
            # Ties go to the first piece.
            pieces = torch.stack([functional.linear(x, *piece) for piece in zip(w, b)])
            winner = (pieces == pieces.amax(0)).to(torch.uint8).argmax(0, keepdim=True)
            x = add(pieces.gather(0, winner)[0])
        else:
            x = add(functional.linear(x, w, b))
        if not is_hidden:
            return outputs, elementwise
        if c.norm:
            x = add(functional.batch_norm(
                x, shown[f"mean{place}"].clone(), shown[f"variance{place}"].clone(),
                parameters[f"gamma{place}"], parameters[f"beta{place}"], training=c.train))
        if c.hidden != "maxout":
            x = add(ACTIVATIONS[c.hidden](x), True)
        if c.dropout:
            mask = shown.get(f"mask{place}")
            x = add(x * (1 if mask is None else mask.reshape(x.shape)), mask is not None)


def head_tensors(c, logits, y):
    """The two factors of the long way to dL/dlogits, dL/dP of the mean loss and dP/dlogits of each sample."""
    # As powers of e: 1 − P has no digits left in double precision from 1e-16 on.
    log_p = functional.log_softmax(logits, 1) if c.ten else functional.logsigmoid(logits)
    if c.ten:
        p = log_p.exp().requires_grad_()
        loss = -p.gather(1, y.long()[:, None]).log().mean()
    else:
        # Of the probability of the true class, whose derivative by P is ±1.
        p = torch.where(y[:, None] == 1, log_p, functional.logsigmoid(-logits)).exp().requires_grad_()
        loss = -p.log().mean()
    (by_p,) = torch.autograd.grad(loss, p)
    if not c.ten:
        by_p = torch.where(y[:, None] == 1, by_p, -by_p)

    def probabilities(z):
        return functional.log_softmax(z, 0).exp() if c.ten else functional.logsigmoid(z).exp()

    slopes = torch.stack([torch.autograd.functional.jacobian(probabilities, row) for row in logits])
    return {"dL/dP": by_p, "dP/dlogits": slopes}


def torch_tensors(c, shown, learned):
    """P, L, every output and every gradient by autograd, from the shown parameters."""
    parameters = {name: shown[name].clone().requires_grad_() for name in learned}
    # A walk over a batch puts the batch first.
    batch = shown["x"].numel() // c.widths[0]
    x = shown["x"].clone().requires_grad_()
    outputs, elementwise = torch_outputs(c, shown, parameters, x.reshape(batch, c.widths[0]))
    logits, y = outputs[-1], shown["y"].reshape(-1)
    # −ln P_y as −ln σ(margin): PyTorch's own losses take P − y, which is 0 in double precision from 1 − P = 1e-16 on.
    if c.ten:
        p = torch.softmax(logits, 1)
        truth = functional.one_hot(y.long(), 10).bool()
        margin = logits[truth] - logits.masked_fill(truth, -torch.inf).logsumexp(1)
    else:
        p = torch.sigmoid(logits)
        margin = torch.where(y == 1, logits[:, 0], -logits[:, 0])
    loss = -functional.logsigmoid(margin).mean()
    loss.backward(retain_graph=True)
    values = {"P": p, "L": loss.reshape(1), "dL/dx": x.grad}
    values.update(head_tensors(c, logits.detach(), y))
    values.update({f"dL/d{name}": value.grad for name, value in parameters.items()})
    for k, output in enumerate(outputs):
        values[f"x_output{k + 1}"] = output
        values[f"dL/dx_output{k + 1}"] = output.grad.clone()
    slopes = {k: torch.autograd.grad(outputs[k].sum(), outputs[k - 1], retain_graph=True)[0]
              for k, is_slope in enumerate(elementwise) if is_slope}
    values.update({f"dx_output{k + 1}/dx_output{k}": slope for k, slope in slopes.items()})
    return {name: value.detach() for name, value in values.items()}


def compare(c, program):
    """The largest error relative to its tensor, and what was wrong."""
    known, learned = c.names()
    per_place = 1 + bool(c.norm) + (c.hidden != "maxout") + bool(c.dropout)
    count = c.depth * per_place + 1
    made = [f"{kind}x_output{k + 1}" for kind in ("", "dL/d") for k in range(count)]
    for k in range(1, count):
        at = k % per_place
        is_activation = c.hidden != "maxout" and at == per_place - 1 - bool(c.dropout)
        is_dropout = c.dropout and c.train and at == per_place - 1
        if is_activation or is_dropout:
            made.append(f"dx_output{k + 1}/dx_output{k}")
    made += ["dL/dP", f"dP/dx_output{count}"]
    shown_names = known + learned + [f"dL/d{name}" for name in learned] + made
    commands = list(c.commands()) + [f"show {name}" for name in shown_names] + ["check", "check x"]
    replies = ask(program, commands)
    shown = dict(zip(shown_names, map(tensor, replies[-len(shown_names) - 2:-2])))
    shown["dP/dlogits"] = shown.pop(f"dP/dx_output{count}")
    expected_values = torch_tensors(c, shown, learned)
    overall = max(v.abs().max().item() for name, v in expected_values.items() if name.startswith("dL/dW"))
    largest_output = max(v.abs().max().item() for name, v in expected_values.items() if name.startswith("x_output"))
    worst, faults = 0.0, []
    for name, expected in expected_values.items():
        actual = shown[name]
        if actual.numel() != expected.numel():
            faults.append(f"{name} has shape {list(actual.shape)}, not {list(expected.shape)}")
            continue
        largest = expected.abs().max().item()
        if name == "dL/dP" and actual.isnan().any():
            if not (expected.abs().reshape(-1)[actual.reshape(-1).isnan()] > LARGEST).all():
                faults.append("dL/dP is not finite where it could be")
            continue
        error = (actual.reshape(-1) - expected.reshape(-1)).abs().max().item()
        if largest < CANCELLED * overall and not error <= TOLERANCE * largest:
            if not error <= ROUNDING * overall:
                faults.append(f"{name} is {error:.2e} instead of 0")
            continue
        if name.startswith("x_output"):
            largest = max(largest, OUTPUT_FLOOR * largest_output)
        error /= max(largest, SMALLEST)
        worst = max(worst, error)
        if not error <= TOLERANCE:
            faults.append(f"{name} is off by {error:.2e} of its largest element, {largest:.2e}")
    for reply in replies[-2:]:
        if not reply["passed"]:
            faults.append(f"check says {reply}")
    return worst, faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/chainrule")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--extreme", type=float, default=0.25,
                        help="the share of initialisers that are too small, too large or constant")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    rng = random.Random(arguments.seed)
    worst, failed = 0.0, 0
    for number in range(arguments.count):
        c = Configuration(rng, number, arguments.extreme)
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
