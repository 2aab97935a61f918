"""What run.py and job.py share: processes of one thread on one core, and the peer that has to be compiled."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "samples" / "digits"
FLAGS = ["-O3", "-march=native", "-ffast-math"]


def pin():
    """The last core, for this process and its children, where the system lets one choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def start(command, **environment):
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", **environment}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, text=True, env=environment)


def core_seconds(process):
    """The time that the process has had a core, in seconds; 0 where the system does not tell."""
    if not sys.platform.startswith("linux"):
        return 0
    # Linux numbers the clock of a process so (clock_getcpuclockid of the C library).
    return time.clock_gettime((~process.pid << 3) | 2)


def openblas():
    """The command of the C program, compiled anew; None without a compiler or the library."""
    program = pathlib.Path(tempfile.mkdtemp()) / "openblas"
    command = [os.environ.get("CC", "cc"), *FLAGS, str(HERE / "openblas.c"), "-lopenblas", "-lm", "-o", str(program)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return [str(program), str(SAMPLES)]
