#!/usr/bin/env python3
"""Makes python.safetensors: pip install numpy safetensors; python3 make_safetensors.py

With a file as argument it prints instead what the safetensors package reads from it: the metadata,
then for each tensor its name, shape and values, sorted by name.
"""
import os
import sys

import numpy
from safetensors import safe_open
from safetensors.numpy import save_file

if len(sys.argv) > 1:
    with safe_open(sys.argv[1], framework="numpy") as file:
        print(sorted((file.metadata() or {}).items()))
        for name in sorted(file.keys()):
            tensor = file.get_tensor(name)
            print(name, tensor.dtype, list(tensor.shape), tensor.ravel().tolist())
else:
    save_file(
        {
            "0.weight": numpy.arange(6, dtype=numpy.float32).reshape(2, 3) / 4,
            "2.bias": numpy.array([-1.5, 1e-45], dtype=numpy.float32),
            "scalar": numpy.array(3.25, dtype=numpy.float32),
            "empty": numpy.zeros((0, 4), dtype=numpy.float32),
        },
        os.path.join(os.path.dirname(os.path.abspath(__file__)), "python.safetensors"),
        metadata={"format": "pt", "who": "Ω \"quoted\" \\"},
    )
