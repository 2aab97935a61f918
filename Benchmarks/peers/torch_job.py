"""A whole small program in PyTorch: 5 000 images, 20 epochs, batches of 32; prints the last loss."""
import torch
from torch import nn
from peer import digits

torch.set_num_threads(1)
images, labels = digits()
x = torch.from_numpy(images[:5_000])
y = torch.from_numpy((labels[:5_000] == 0).astype("float32"))[:, None]
model = nn.Sequential(nn.Linear(100, 128, bias=False), nn.Sigmoid(), nn.Linear(128, 1, bias=False))
loss_of = nn.BCEWithLogitsLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(20):
    order = torch.randperm(len(x))
    for first in range(0, len(x), 32):
        indices = order[first:first + 32]
        optimizer.zero_grad()
        loss = loss_of(model(x[indices]), y[indices])
        loss.backward()
        optimizer.step()
print(loss.item())
