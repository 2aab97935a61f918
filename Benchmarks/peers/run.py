"""Measures chainrule-bench and its peers in turn, on one core, and prints medians side by side.

    python run.py PATH/chainrule-bench [ROUNDS]

A peer whose library is missing is left out, and said so.
"""
import statistics
import sys
import time
import peers

CONFIGURATIONS = [(name, batch) for name in ("sigmoid", "relu") for batch in (1, 32, 256)] + [
    (name, 32) for name in
    ("gelu", "deep", "wide", "bias", "momentum", "adam", "dropout", "batchnorm", "ten", "maxout")]
PEERS = {"PyTorch eager": "torch_eager.py", "NumPy in place": "numpy_inplace.py",
         "scikit-learn": "scikit_mlp.py", "JAX scan": "jax_scan.py"}
OPENBLAS = "C with OpenBLAS"


def ask(process, name, batch):
    """Images/s in the time that the core was given: what neighbours took of it does not count."""
    try:
        wall, core = time.monotonic(), peers.core_seconds(process)
        print(name, batch, file=process.stdin, flush=True)
        speed = float(process.stdout.readline())
        wall, core = time.monotonic() - wall, peers.core_seconds(process) - core
        return speed * wall / core if core > 0 else speed
    except (OSError, ValueError):
        return None


def main():
    bench = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    peers.pin()
    programs = {"Chainrule": peers.start([bench, "serve"])}
    for sets in ("avx2", "baseline"):
        programs[f"Chainrule {sets}"] = peers.start([bench, "serve"], CHAINRULE_KERNELS=sets)
    commands = {name: [sys.executable, str(peers.HERE / file)] for name, file in PEERS.items()}
    commands[OPENBLAS] = peers.openblas()
    for name, command in commands.items():
        process = command and peers.start(command)
        if not process or ask(process, "sigmoid", 32) is None:
            print(f"{name}: not available here")
        else:
            programs[name] = process
    results = {(program, c): [] for program in programs for c in CONFIGURATIONS}
    for _ in range(rounds):
        for configuration in CONFIGURATIONS:
            for program, process in programs.items():
                speed = ask(process, *configuration)
                if speed is not None:
                    results[program, configuration].append(speed)
    names = list(programs)
    print("k images/s (× PyTorch eager), medians of", rounds, "interleaved rounds")
    print("| configuration, batch |", " | ".join(names), "|")
    print("|---|" + "---|" * len(names))
    for c in CONFIGURATIONS:
        medians = {p: statistics.median(results[p, c]) for p in names if results[p, c]}
        base = medians.get("PyTorch eager")
        cells = []
        for p in names:
            if p not in medians:
                cells.append("–")
            else:
                ratio = f" ({medians[p] / base:.2f})" if base else ""
                cells.append(f"{medians[p] / 1000:.0f}{ratio}")
        print(f"| {c[0]} {c[1]} |", " | ".join(cells), "|")
    for process in programs.values():
        process.stdin.close()


main()
