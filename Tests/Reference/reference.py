#!/usr/bin/env python3
"""Makes the reference numbers of the tests, in double precision, from the formulas alone.

    python3 reference.py            writes the JSON files beside this program
    python3 reference.py --check    recomputes them and compares with the files

Needs numpy. Where PyTorch is installed every gradient is compared with its autograd, and every optimiser with torch.optim.

Nothing is drawn at random: element e of parameter tensor t (in the order of the layers, running statistics included) is made
from r(t, e) = ((31 e² + 7919 e + 104729 (t + 1)) mod 2003 − 1001) / 1001, rounded to Float32, so that no file of weights is needed:

    weights, bias        scale · r          running mean        0.3 r
    gamma                1 + 0.5 r          running variance    0.75 + 0.5 r
    beta                 0.5 r

Inputs other than the slide's image are ((17 e² + 389 e + 5) mod 257) / 256; the mask of layer k keeps element e, times 2,
where (7 e² + 3 e + k) mod 5 ≥ 2 (dropout 0.5).
"""

import json
import math
import sys
from pathlib import Path

import numpy as np

try:
    import torch
except ImportError:
    torch = None

HERE = Path(__file__).resolve().parent

SLIDE = """
0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0 0 0
0 0 0 0 0 48 252 237 0 0
0 0 0 0 163 252 252 189 0 0
0 0 0 38 233 0 0 0 165 0
0 0 0 253 0 0 0 0 196 0
0 0 0 230 0 0 0 135 12 0
0 0 0 225 0 0 238 0 0 0
0 0 0 252 252 145 0 0 0 0
0 0 0 0 0 0 0 0 0 0
"""


def slide():
    return np.array([float(v) for v in SLIDE.split()]).reshape(1, 100) / 256


def image_rule(batch, inputs):
    e = np.arange(batch * inputs, dtype=np.int64)
    return (((17 * e * e + 389 * e + 5) % 257) / 256).reshape(batch, inputs)


def rule(t, shape, factor=1.0, offset=0.0):
    count = int(np.prod(shape))
    e = np.arange(count, dtype=np.int64)
    r = ((31 * e * e + 7919 * e + 104729 * (t + 1)) % 2003 - 1001) / 1001
    return (offset + factor * r).astype(np.float32).astype(np.float64).reshape(shape)


def mask_rule(k, shape):
    e = np.arange(int(np.prod(shape)), dtype=np.int64)
    return np.where((7 * e * e + 3 * e + k) % 5 >= 2, 2.0, 0.0).reshape(shape)


# Activations and their derivatives, as on the slides.

erfc = np.vectorize(math.erfc, otypes=[float])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def phi(z):
    return 0.5 * erfc(-z / math.sqrt(2))


def gelu_tanh_inner(z):
    return math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)


ACTIVATIONS = {
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: np.maximum(0, z), lambda z: (z > 0) * 1.0),
    "leakyrelu": (lambda z: np.maximum(0.1 * z, z), lambda z: np.where(z > 0, 1.0, 0.1)),
    "elu": (lambda z: np.where(z >= 0, z, np.expm1(z)), lambda z: np.where(z > 0, 1.0, np.exp(z))),
    "gelu": (
        lambda z: z * phi(z),
        lambda z: phi(z) + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi),
    ),
    "gelu-tanh": (
        lambda z: 0.5 * z * (1 + np.tanh(gelu_tanh_inner(z))),
        lambda z: 0.5 * (1 + np.tanh(gelu_tanh_inner(z)))
        + 0.5 * z * (1 - np.tanh(gelu_tanh_inner(z)) ** 2)
        * math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * z * z),
    ),
    "identity": (lambda z: z, lambda z: np.ones_like(z)),
}


def build(case):
    """The layers as dictionaries, with their parameters by the rule."""
    widths, pieces = case["widths"], 3
    layers, t = [], 0

    def parameter(shape, factor, offset=0.0):
        nonlocal t
        value = rule(t, shape, factor, offset)
        t += 1
        return value

    hidden_count = len(widths) - 2
    for place in range(hidden_count + 1):
        i, o = widths[place], widths[place + 1]
        number = place + 1
        scale = case["scale"]
        is_hidden = place < hidden_count
        if is_hidden and case["hidden"] == "maxout":
            layers.append({"kind": "maxout", "n": number, "W": parameter((pieces, o, i), scale),
                           "b": parameter((pieces, o), scale)})
        else:
            layer = {"kind": "linear", "n": number, "W": parameter((o, i), scale)}
            layer["b"] = parameter((o,), scale) if case["bias"] else None
            layers.append(layer)
        if not is_hidden:
            break
        if case["batchnorm"]:
            layers.append({"kind": "batchnorm", "n": number, "gamma": parameter((o,), 0.5, 1.0),
                           "beta": parameter((o,), 0.5), "mean": parameter((o,), 0.3),
                           "variance": parameter((o,), 0.5, 0.75)})
        if case["hidden"] != "maxout":
            layers.append({"kind": "activation", "n": number, "f": case["hidden"]})
        if case["dropout"]:
            layers.append({"kind": "dropout", "n": number})
    return layers


def forward(layers, x, y, case):
    """Every output, what backward needs, P and the mean loss."""
    train = case["mode"] == "train"
    outputs, kept = [], []
    for k, layer in enumerate(layers):
        kind, keep = layer["kind"], {"x": x}
        if kind == "linear":
            z = x @ layer["W"].T
            if layer["b"] is not None:
                z = z + layer["b"]
        elif kind == "maxout":
            all_pieces = np.einsum("koi,ni->kno", layer["W"], x) + layer["b"][:, None, :]
            keep["winner"] = all_pieces.argmax(axis=0)
            z = all_pieces.max(axis=0)
        elif kind == "batchnorm":
            if train:
                mean, variance = x.mean(axis=0), x.var(axis=0)
            else:
                mean, variance = layer["mean"], layer["variance"]
            keep.update(mean=mean, variance=variance, deviation=np.sqrt(variance + 1e-5))
            keep["normal"] = (x - mean) / keep["deviation"]
            z = layer["gamma"] * keep["normal"] + layer["beta"]
        elif kind == "activation":
            z = ACTIVATIONS[layer["f"]][0](x)
        else:
            keep["mask"] = mask_rule(k, x.shape) if train else np.ones_like(x)
            z = x * keep["mask"]
        outputs.append(z)
        kept.append(keep)
        x = z
    rows = np.arange(len(y))
    if case["head"] == "binary":
        p = sigmoid(x)
        chosen = np.where(np.array(y)[:, None] == 1, p, 1 - p)[:, 0]
    else:
        e = np.exp(x - x.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        chosen = p[rows, y]
    return outputs, kept, p, float(-np.log(chosen).mean())


def head_gradients(p, y, case):
    """dL/dP, dP/dz of the first sample, and dL/dz, each for the mean over the batch."""
    n = len(y)
    if case["head"] == "binary":
        t = np.array(y, dtype=float)[:, None]
        d_p = (-t / p + (1 - t) / (1 - p)) / n
        slope = p * (1 - p)
        return d_p, slope[:1], d_p * slope
    hot = np.eye(p.shape[1])[y]
    d_p = -hot / p / n
    jacobians = [np.diag(row) - np.outer(row, row) for row in p]
    return d_p, jacobians[0], np.stack([j.T @ g for j, g in zip(jacobians, d_p)])


def backward(layers, kept, d_out, case):
    """dL/d of every layer's output, of x, and of every parameter by (layer, letter)."""
    outputs, parameters = [d_out], {}
    for k in range(len(layers) - 1, -1, -1):
        layer, keep = layers[k], kept[k]
        kind, x = layer["kind"], keep["x"]
        if kind == "linear":
            parameters[k, "W"] = d_out.T @ x
            if layer["b"] is not None:
                parameters[k, "b"] = d_out.sum(axis=0)
            d_out = d_out @ layer["W"]
        elif kind == "maxout":
            d_x = np.zeros_like(x)
            d_w, d_b = np.zeros_like(layer["W"]), np.zeros_like(layer["b"])
            for piece in range(len(d_w)):
                share = d_out * (keep["winner"] == piece)
                d_w[piece], d_b[piece] = share.T @ x, share.sum(axis=0)
                d_x += share @ layer["W"][piece]
            parameters[k, "W"], parameters[k, "b"] = d_w, d_b
            d_out = d_x
        elif kind == "batchnorm":
            parameters[k, "gamma"] = (d_out * keep["normal"]).sum(axis=0)
            parameters[k, "beta"] = d_out.sum(axis=0)
            d_normal = d_out * layer["gamma"]
            d_x = d_normal / keep["deviation"]
            if case["mode"] == "train":
                # The chain of the paper, section 3: through the variance, then through the mean.
                n, centred = len(x), x - keep["mean"]
                d_variance = (d_normal * centred).sum(axis=0) * -0.5 * keep["deviation"] ** -3
                d_mean = -(d_normal / keep["deviation"]).sum(axis=0)
                d_mean = d_mean + d_variance * (-2 * centred).mean(axis=0)
                d_x = d_x + d_variance * 2 * centred / n + d_mean / n
            d_out = d_x
        elif kind == "activation":
            d_out = d_out * ACTIVATIONS[layer["f"]][1](x)
        else:
            d_out = d_out * keep["mask"]
        outputs.append(d_out)
    outputs.reverse()
    return outputs[1:], outputs[0], parameters


LETTERS = {"linear": ["W", "b"], "maxout": ["W", "b"], "batchnorm": ["gamma", "beta"]}


def learned(layers):
    return [(k, name) for k, layer in enumerate(layers) for name in LETTERS.get(layer["kind"], [])
            if layer[name] is not None]


def optimise(layers, gradients, state, case):
    """One step of every parameter, in place."""
    optimiser, rate = case["optimizer"], case["rate"]
    state["t"] = t = state.get("t", 0) + 1
    for key in learned(layers):
        k, name = key
        w = layers[k][name]
        g = gradients[key] + optimiser.get("decay", 0) * w
        method = optimiser["method"]
        if method == "sgd":
            step = g
        elif method in ("momentum", "nesterov"):
            v = state.setdefault(key, np.zeros_like(w)) * 0.9 + g
            state[key] = v
            step = v if method == "momentum" else g + 0.9 * v
        else:
            m, v = state.setdefault(key, (np.zeros_like(w), np.zeros_like(w)))
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            state[key] = m, v
            step = m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        layers[k][name] = w - rate * step


# The same by PyTorch, as a second opinion.

TORCH = torch and {
    "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu,
    "leakyrelu": lambda z: torch.nn.functional.leaky_relu(z, 0.1),
    "elu": torch.nn.functional.elu, "gelu": torch.nn.functional.gelu,
    "gelu-tanh": lambda z: torch.nn.functional.gelu(z, approximate="tanh"),
    "identity": lambda z: z,
}


def torch_loss(layers, tensors, x, y, case):
    train = case["mode"] == "train"
    for k, layer in enumerate(layers):
        kind = layer["kind"]
        if kind == "linear":
            x = torch.nn.functional.linear(x, tensors[k, "W"], tensors.get((k, "b")))
        elif kind == "maxout":
            x = torch.stack([torch.nn.functional.linear(x, w, b)
                             for w, b in zip(tensors[k, "W"], tensors[k, "b"])]).amax(0)
        elif kind == "batchnorm":
            x = torch.nn.functional.batch_norm(
                x, torch.tensor(layer["mean"]), torch.tensor(layer["variance"]),
                tensors[k, "gamma"], tensors[k, "beta"], training=train)
        elif kind == "activation":
            x = TORCH[layer["f"]](x)
        elif train:
            x = x * torch.tensor(mask_rule(k, tuple(x.shape)))
    if case["head"] == "binary":
        return torch.nn.functional.binary_cross_entropy_with_logits(
            x[:, 0], torch.tensor(y, dtype=torch.float64))
    return torch.nn.functional.cross_entropy(x, torch.tensor(y))


def torch_tensors(layers):
    return {key: torch.tensor(layers[key[0]][key[1]], requires_grad=True) for key in learned(layers)}


def agree(what, a, b):
    a, b = np.asarray(a), np.asarray(b)
    # A bias in front of batch normalisation has the gradient 0, up to rounding.
    if not np.allclose(a, b, rtol=1e-8, atol=1e-8 * max(1e-4, np.abs(b).max(initial=0))):
        sys.exit(f"{what}: this program and PyTorch differ by {np.abs(a - b).max()}")


def second_opinion(case, layers, x, y, loss, gradients, d_x):
    if torch is None:
        return
    tensors = torch_tensors(layers)
    tx = torch.tensor(x, requires_grad=True)
    out = torch_loss(layers, tensors, tx, y, case)
    out.backward()
    agree(case["name"] + " L", loss, out.item())
    agree(case["name"] + " dL/dx", d_x, tx.grad)
    for key, tensor in tensors.items():
        agree(f"{case['name']} {key}", gradients[key], tensor.grad)


def torch_run(case, x, y, steps):
    layers = build(case)
    tensors = torch_tensors(layers)
    o, values = case["optimizer"], list(tensors.values())
    if o["method"] == "adam":
        optimiser = torch.optim.Adam(values, case["rate"], weight_decay=o.get("decay", 0))
    else:
        optimiser = torch.optim.SGD(
            values, case["rate"], momentum=0.0 if o["method"] == "sgd" else 0.9,
            nesterov=o["method"] == "nesterov", weight_decay=o.get("decay", 0))
    for _ in range(steps):
        optimiser.zero_grad()
        torch_loss(layers, tensors, torch.tensor(x), y, case).backward()
        optimiser.step()
    return {key: tensor.detach().numpy() for key, tensor in tensors.items()}


# What goes into the files.


def shortest(value):
    """The shortest text that reads back to the same Float32, as a number for json."""
    f = np.float32(value)
    return 0.0 if f == 0 else float(str(f))


def entry(value, shape=None):
    value = np.asarray(value, dtype=float)
    shape = list(value.shape) if shape is None else shape
    flat = value.reshape(-1)
    if flat.size <= 2000:
        return {"shape": shape, "values": [shortest(v) for v in flat]}
    at = int(np.abs(flat).argmax())
    rows = [0, 1, shape[0] // 2, shape[0] - 1]
    return {"shape": shape, "rows": {str(r): [shortest(v) for v in value[r]] for r in rows},
            "sum": float(flat.sum()), "sumOfSquares": float((flat * flat).sum()),
            "largest": {"offset": at, "value": shortest(flat[at])}}


def case_of(name, widths, **more):
    case = {"name": name, "widths": widths, "hidden": "sigmoid", "bias": False, "batchnorm": False,
            "dropout": 0.0, "head": "binary", "mode": "eval", "scale": 0.1, "image": "rule",
            "targets": [1], "rate": 1.0, "optimizer": {"method": "sgd"}}
    case.update(more)
    return case


def input_of(case):
    if case["image"] == "slide":
        return slide()
    return image_rule(len(case["targets"]), case["widths"][0])


def walk(case):
    """The steps of product.md for Linear – activation networks and a batch of one, index by index."""
    layers, x, y = build(case), input_of(case), case["targets"]
    outputs, kept, p, loss = forward(layers, x, y, case)
    d_p, slope, d_logit = head_gradients(p, y, case)
    gradients, d_x, parameters = backward(layers, kept, d_logit, case)
    second_opinion(case, layers, x, y, loss, parameters, d_x)
    steps = []

    def add(phase, name, value, shape=None):
        steps.append({"index": len(steps) + 1, "phase": phase, "name": name, **entry(value, shape)})

    def vector(row):
        return [] if row.size == 1 else [row.size]

    side = math.isqrt(x.size)
    grid = [side, x.size // side, 1]
    last = len(layers)
    add("forward", "x_input", x, [x.size])
    for k, z in enumerate(outputs):
        add("forward", f"x_output{k + 1}", z, vector(z))
    add("forward", "P", p, vector(p))
    add("loss", "L", loss, [])
    add("backward", "dL/dL", 1.0, [])
    add("backward", "dL/dP", d_p, vector(d_p))
    add("backward", f"dP/dx_output{last}", slope, vector(d_p) * 2)
    add("backward", f"dL/dx_output{last}", d_logit, vector(d_logit))
    for k in range(last - 1, -1, -1):
        layer, into = layers[k], kept[k]["x"]
        if layer["kind"] == "linear":
            n = layer["n"]
            if k > 0:
                add("backward", f"dx_output{k + 1}/dW{n}", into, [1, into.size])
            add("backward", f"dL/dW{n}", parameters[k, "W"])
            if layer["b"] is not None:
                add("backward", f"dL/db{n}", parameters[k, "b"], [len(parameters[k, "b"])])
            if k > 0:
                add("backward", f"dx_output{k + 1}/dx_output{k}", layer["W"].T)
                add("backward", f"dL/dx_output{k}", gradients[k - 1], [into.size])
            else:
                add("backward", "dL/dx", d_x, grid)
        else:
            add("backward", f"dx_output{k + 1}/dx_output{k}", ACTIVATIONS[layer["f"]][1](into),
                [into.size])
            add("backward", f"dL/dx_output{k}", gradients[k - 1], [into.size])
    optimise(layers, parameters, {}, case)
    for k in range(last - 1, -1, -1):
        if layers[k]["kind"] == "linear":
            add("update", f"W{layers[k]['n']}", layers[k]["W"])
            if layers[k]["b"] is not None:
                add("update", f"b{layers[k]['n']}", layers[k]["b"], [len(layers[k]["b"])])
    add("update", "L", forward(layers, x, y, case)[3], [])
    return {**case, "steps": steps}


def tensors(case):
    """Every tensor of one pass over a batch, by name."""
    layers, x, y = build(case), input_of(case), case["targets"]
    outputs, kept, p, loss = forward(layers, x, y, case)
    d_p, _, d_logit = head_gradients(p, y, case)
    gradients, d_x, parameters = backward(layers, kept, d_logit, case)
    second_opinion(case, layers, x, y, loss, parameters, d_x)
    result = {"P": entry(p), "L": entry(loss), "dL/dP": entry(d_p), "dL/dx": entry(d_x)}
    for k, z in enumerate(outputs):
        result[f"x_output{k + 1}"] = entry(z)
        result[f"dL/dx_output{k + 1}"] = entry(gradients[k])
        layer = layers[k]
        if layer["kind"] == "batchnorm" and case["mode"] == "train":
            n = layer["n"]
            moved = dict(layer)
            absorb([moved], [kept[k]], len(y))
            result.update({f"{name}{n}": entry(moved[name]) for name in ("mean", "variance")})
    for (k, name), value in parameters.items():
        # Exactly 0 by the mathematics: nothing to compare digits of.
        if np.abs(value).max() > 1e-12:
            result[f"dL/d{name}{layers[k]['n']}"] = entry(value)
    return {**case, "tensors": result}


def run(case, steps=4):
    """The losses and the weights of a few steps of an optimiser."""
    layers, x, y, state = build(case), input_of(case), case["targets"], {}
    losses = []
    for _ in range(steps):
        _, kept, p, loss = forward(layers, x, y, case)
        losses.append(shortest(loss))
        optimise(layers, backward(layers, kept, head_gradients(p, y, case)[2], case)[2], state, case)
        if case["mode"] == "train":
            absorb(layers, kept, len(y))
    if torch is not None:
        for key, value in torch_run(case, x, y, steps).items():
            agree(f"{case['name']} {key}", layers[key[0]][key[1]], value)
    weights = {f"{name}{layers[k]['n']}": entry(layers[k][name]) for k, name in learned(layers)}
    if case["mode"] == "train":
        weights.update({f"{name}{layer['n']}": entry(layer[name]) for layer in layers
                        if layer["kind"] == "batchnorm" for name in ("mean", "variance")})
    return {**case, "losses": losses, "tensors": weights}


def absorb(layers, kept, count):
    """Moves the running statistics a tenth of the way to those of the batch, the unbiased variance among them."""
    for layer, keep in zip(layers, kept):
        if layer["kind"] == "batchnorm":
            layer["mean"] = 0.9 * layer["mean"] + 0.1 * keep["mean"]
            layer["variance"] = 0.9 * layer["variance"] + 0.1 * keep["variance"] * count / (count - 1)


HIDDEN = list(ACTIVATIONS) + ["maxout"]


def files():
    yield "walks.json", [
        walk(case_of("default, label 1", [100, 128, 1], image="slide")),
        walk(case_of("default, label 0", [100, 128, 1], image="slide", targets=[0])),
        walk(case_of("deeper, with bias", [100, 32, 16, 1], image="slide", bias=True, scale=0.3)),
        walk(case_of("small", [4, 2, 1], scale=0.7, targets=[0], rate=0.5)),
        walk(case_of("relu, deeper", [100, 32, 16, 1], image="slide", hidden="relu", rate=0.1)),
    ]
    passes = []
    for hidden in HIDDEN:
        for head, out, y in [("binary", 1, [1, 0, 1]), ("categorical", 4, [3, 0, 2])]:
            for scale in [0.05, 0.5, 1.5]:
                passes.append(tensors(case_of(
                    f"{hidden} {head} {scale}", [12, 6, 5, out], hidden=hidden, head=head,
                    scale=scale, bias=scale != 0.05, targets=y)))
    yield "passes.json", passes
    modes = []
    for hidden in HIDDEN:
        for mode in ["train", "eval"]:
            for norm, drop in [(True, 0.0), (False, 0.5), (True, 0.5)]:
                modes.append(tensors(case_of(
                    f"{hidden} {mode} norm {norm} dropout {drop}", [10, 5, 4, 3], hidden=hidden,
                    head="categorical", scale=0.6, batchnorm=norm, dropout=drop, mode=mode,
                    bias=drop == 0, targets=[0, 1, 2, 1, 0])))
    yield "modes.json", modes
    runs = []
    methods = ["sgd", "momentum", "nesterov", "adam"]

    def add(name, method, **more):
        # Every other case has weight decay, each method in both ways.
        decay = 0.01 * ((len(runs) + len(runs) // len(methods)) % 2)
        slow = method == "adam"
        runs.append(run(case_of(
            f"{name} {method} decay {decay}", rate=(0.04 * more["scale"] if slow else 0.2),
            optimizer={"method": method, "decay": decay}, **more)))

    for hidden in HIDDEN:
        for head, out, y in [("binary", 1, [1, 0, 1, 1]), ("categorical", 3, [2, 0, 1, 2])]:
            for scale in [0.05, 0.5, 1.5]:
                for method in methods:
                    add(f"{hidden} {head} {scale}", method, widths=[9, 4, out], hidden=hidden,
                        head=head, bias=scale != 0.05, scale=scale, targets=y)
        for method in methods:
            add(f"{hidden} with batch normalisation and dropout", method, widths=[9, 4, 3, 3],
                hidden=hidden, head="categorical", batchnorm=True, dropout=0.5, mode="train",
                scale=0.5, targets=[2, 0, 1, 2, 1])
    yield "optimizers.json", runs


def close(a, b):
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(close(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(close, a, b))
    if isinstance(a, float):
        return math.isclose(a, b, rel_tol=2e-7, abs_tol=1e-12)
    return a == b


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    failures = 0
    for name, cases in files():
        path = HERE / name
        if not check:
            lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
            path.write_text(f"[\n{lines}\n]\n")
            print(f"{name}: {len(cases)} cases, {path.stat().st_size} bytes")
            continue
        same = close(json.loads(json.dumps(cases)), json.loads(path.read_text()))
        print(f"{name}: {len(cases)} cases, {'the same' if same else 'DIFFERENT'}")
        failures += not same
    print("compared with PyTorch" if torch else "PyTorch is not installed: not compared with it")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
