"""PyTorch as its tutorials write a training loop, on one thread, batches cut from a tensor in memory."""
import time
import torch
from torch import nn
from peer import digits, serve

torch.set_num_threads(1)


class Maxout(nn.Module):
    def __init__(self, inputs, outputs, pieces):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs * pieces)
        self.pieces = pieces

    def forward(self, x):
        return self.linear(x).view(x.shape[0], self.pieces, -1).max(dim=1).values


def network(name):
    widths = {"deep": [100, 128, 128, 128], "wide": [100, 1024]}.get(name, [100, 128])
    bias = name == "bias"
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        if name == "maxout":
            layers.append(Maxout(inputs, outputs, 2))
            continue
        layers.append(nn.Linear(inputs, outputs, bias=bias))
        if name == "batchnorm":
            layers.append(nn.BatchNorm1d(outputs))
        layers.append({"relu": nn.ReLU, "gelu": nn.GELU}.get(name, nn.Sigmoid)())
        if name == "dropout":
            layers.append(nn.Dropout(0.5))
    layers.append(nn.Linear(widths[-1], 10 if name == "ten" else 1, bias=bias))
    return nn.Sequential(*layers)


def measure(name, batch, seconds):
    if name not in ("sigmoid relu gelu deep wide bias momentum adam dropout batchnorm ten maxout").split():
        return None
    images, labels = digits()
    x_all = torch.from_numpy(images)
    y_all = torch.from_numpy(labels).long() if name == "ten" else torch.from_numpy((labels == 0).astype("float32"))[:, None]
    model = network(name)
    loss_of = nn.CrossEntropyLoss() if name == "ten" else nn.BCEWithLogitsLoss()
    if name == "adam":
        optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    else:
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9 if name == "momentum" else 0)
    done = 0
    total = 0.0
    begin = None
    start = time.perf_counter()
    while True:
        order = torch.randperm(len(x_all))
        for first in range(0, len(x_all), batch):
            indices = order[first:first + batch]
            optimizer.zero_grad()
            loss = loss_of(model(x_all[indices]), y_all[indices])
            loss.backward()
            optimizer.step()
            total += loss.item()
            done += len(indices)
            now = time.perf_counter()
            if begin is None:
                if now - start > 0.1:
                    begin, done = now, 0
            elif now - begin > seconds:
                return done / (now - begin)


serve(measure)
