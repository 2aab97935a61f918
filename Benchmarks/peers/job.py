"""Measures whole processes that do the same small job, start included, and prints medians in milliseconds.

    python job.py PATH/chainrule [ROUNDS]

The job: the default network, 100 000 images in batches of 32, which are 20 epochs of 5 000.
Counted is the time that the core was given, since a neighbour's share would distort short runs most.
Chainrule does it by script, and validates on 10 000 images before and between; the others do not.
"""
import resource
import statistics
import sys
import peers


def main():
    chainrule = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    peers.pin()
    commands = {"Chainrule": [chainrule, "repl", "-c", "rate 0.1; batch 32; train 3125 updates; wait"],
                "Python + PyTorch": [sys.executable, str(peers.HERE / "torch_job.py")]}
    if openblas := peers.openblas():
        commands["C with OpenBLAS"] = openblas + ["job", "5000", "20"]
    times = {}
    for _ in range(rounds):
        for name, command in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            process = peers.start(command)
            process.communicate()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if process.returncode == 0:
                seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                times.setdefault(name, []).append(1000 * seconds)
    base = times.get("Python + PyTorch")
    print(f"milliseconds of the core for the whole process, medians of {rounds} interleaved rounds")
    print("| program | ms | PyTorch's time / this |\n|---|---|---|")
    for name in commands:
        if name not in times:
            print(f"| {name} | not available here | |")
            continue
        median = statistics.median(times[name])
        ratio = f"{statistics.median(base) / median:.1f}" if base else "–"
        print(f"| {name} | {median:.0f} | {ratio} |")


main()
