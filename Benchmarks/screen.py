#!/usr/bin/env python3
"""The screen's own delays, measured from outside over a pseudo-terminal: no terminal emulator takes part.

    screen.py [--runs 15] [--rounds 3] [--only NAME,…] PROGRAM

frames     key to the last byte of the frame that it brings, for each view at 120×40, and at 200×60 for all 128 pictures
           of Units at once: input, update, building and writing the frame together (p50, p99); and building and
           writing alone, as the program has timed them itself; of each the median of --rounds of 200 frames,
           with the range of the p99, which is the second longest frame of a round, whatever else the machine did then
bytes      size of the frames that come while the loss curve grows (p50, p99)
escape     Esc to the prompt's being gone (p50, max)
start      start to the end of the first frame (median)
idle       processor time and bytes while nothing happens, in 5 s
memory     resident, after 2 s of training with the curve on the screen (MiB)
share      processor time of the screen's own thread while a training runs with the curve on the screen, of one core
           (median): no more can be lost to it where all threads share a core
slow-down  time of a training with the curve on the screen against the same in `chainrule repl`, in pairs,
           the order turned each time (median of the ratios)
"""
import argparse, fcntl, os, pty, re, select, signal, statistics, struct, sys, termios, time

END = b"\x1b[?2026l"


class Program:
    def __init__(self, words, columns=120, rows=40):
        state = os.environ.get("TMPDIR", "/tmp") + "/chainrule-bench"
        self.log = f"{state}/frames-{os.getpid()}"
        os.makedirs(state, exist_ok=True)
        environment = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", XDG_STATE_HOME=state,
                           CHAINRULE_FRAMES=self.log)
        self.began = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execvpe(words[0], words, environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        if not select.select([self.terminal], [], [], max(0, seconds))[0]:
            return b""
        try:
            return os.read(self.terminal, 1 << 18)
        except OSError:
            return b""

    def until(self, wanted, seconds=60):
        """Everything up to `wanted`, and when that had come."""
        seen, end = b"", time.perf_counter() + seconds
        while wanted not in seen:
            if time.perf_counter() > end:
                raise SystemExit(f"never written: {wanted!r}; the end was {seen[-300:]!r}")
            seen += self.read(0.1)
        return seen, time.perf_counter()

    def quiet(self, seconds=0.15):
        seen = b""
        while piece := self.read(seconds):
            seen += piece
        return seen

    def send(self, text):
        os.write(self.terminal, text.encode())

    def command(self, text):
        self.send(f":{text}\r")
        self.quiet()

    def answer(self):
        """What a terminal says of itself, so that no later frame waits for it."""
        self.send("\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c")
        self.quiet()

    def frame(self, key):
        """Seconds from a key to the end of its frame; the frame's bytes."""
        began = time.perf_counter()
        self.send(key)
        seen, ended = self.until(END, 5)
        seen += self.quiet(0.01)
        return ended - began, len(seen)

    def processor(self):
        fields = open(f"/proc/{self.process}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        status = open(f"/proc/{self.process}/status").read()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def built(self, count):
        """Ends the program; the seconds that the last frames took to build and write."""
        os.kill(self.process, signal.SIGTERM)
        self.quiet(0.1)
        os.waitpid(self.process, 0)
        os.close(self.terminal)
        with open(self.log) as lines:
            times = [int(line) * 1e-6 for line in lines]
        os.remove(self.log)
        return times[-count:]

    def stop(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def screen(program, columns=120, rows=40):
    it = Program([program], columns, rows)
    it.until(END)
    it.answer()
    return it


def share(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def milliseconds(values, last="p99"):
    end = max(values) if last == "max" else share(values, 0.99)
    return f"p50 {1e3 * statistics.median(values):6.2f}   {last} {1e3 * end:6.2f} ms"


def median_of(rounds):
    """Of rounds of times the median p50 and the median p99, with the range of the p99."""
    middles = [1e3 * statistics.median(times) for times in rounds]
    ends = [1e3 * share(times, 0.99) for times in rounds]
    return (f"p50 {statistics.median(middles):6.2f}   p99 {statistics.median(ends):6.2f}"
            f" ({min(ends):.2f} … {max(ends):.2f}) ms")


def frames_of(program, setup, view, keys, columns=120, rows=40):
    """200 frames: seconds from key to last byte, seconds of building and writing, sizes."""
    it = screen(program, columns, rows)
    for line in setup:
        it.command(line)
    it.quiet(1)
    it.send(view)
    it.quiet(0.4)
    got = [it.frame(keys[k % len(keys)]) for k in range(200)]
    return [time for time, _ in got], it.built(200), [size for _, size in got]


def frames(program, _):
    taught = ["image digit 1", "train 1 epoch; wait; forward; backward; goto 3"]
    ways = [("draw", "1", "lh"), ("walk", "2", " \x7f"), ("train", "3", "jk"), ("units", "4", "lh"),
            ("functions", "5", "lh"), ("data", "6", "lh")]
    for name, view, keys in ways:
        got = [frames_of(program, taught, view, keys) for _ in range(options.rounds)]
        print(f"frame, {name:20s} 120×40   {median_of([whole for whole, _, _ in got])}"
              f"   built and written {median_of([built for _, built, _ in got])}", flush=True)
    got = [frames_of(program, ["image digit 1; train 1 epoch"], "4", "m", 200, 60) for _ in range(options.rounds)]
    print(f"frame, all 128 pictures     200×60   {median_of([whole for whole, _, _ in got])}"
          f"   built and written {median_of([built for _, built, _ in got])}"
          f"   {statistics.median(got[0][2]) / 1e3:.0f} kB", flush=True)


def sizes(program, _):
    it = screen(program)
    it.send("3")
    it.quiet(0.3)
    it.send(":image digit 1; train 400 epochs\r")
    seen, end = b"", time.perf_counter() + 8
    while time.perf_counter() < end:
        seen += it.read(0.1)
    it.stop()
    sizes = [len(frame) for frame in seen.split(END)[1:-1]]
    print(f"bytes of a frame, train     120×40   p50 {statistics.median(sizes):6.0f}   "
          f"p99 {share(sizes, 0.99):6.0f}   max {max(sizes)}   of {len(sizes)}")


def escape(program, _):
    it = screen(program)
    times = []
    for _ in range(50):
        it.send(":")
        it.quiet(0.06)
        times.append(it.frame("\x1b")[0])
        it.quiet(0.03)
    it.stop()
    print(f"escape                               {milliseconds(times, 'max')}")


def start(program, _):
    times = []
    for _ in range(30):
        it = Program([program])
        times.append(it.until(END)[1] - it.began)
        it.stop()
    print(f"first frame                          {milliseconds(times, 'max')}")


def idle(program, _):
    it = screen(program)
    it.quiet(0.5)
    before = it.processor()
    written = len(it.read(5)) if select.select([it.terminal], [], [], 5)[0] else 0
    print(f"idle for 5 s                         {it.processor() - before:.2f} s of processor, {written} bytes")
    it.stop()


def memory(program, _):
    it = screen(program)
    it.send("3")
    it.send(":image digit 1; train 400 epochs\r")
    end = time.perf_counter() + 2
    while time.perf_counter() < end:
        it.read(0.1)
    print(f"memory while training                {it.memory():.1f} MiB")
    it.stop()


def share_of_core(program, runs):
    shares = []
    for _ in range(runs):
        it = screen(program)
        it.send("3")
        it.quiet(0.3)

        def used():
            # The first thread of the process is the screen's.
            with open(f"/proc/{it.process}/task/{it.process}/schedstat") as file:
                return int(file.read().split()[0]) * 1e-9

        it.send(":image digit 1; train 400 epochs\r")
        it.quiet(0.03)
        before, began = used(), time.perf_counter()
        while time.perf_counter() < began + 2:
            it.read(0.1)
        shares.append((used() - before) / (time.perf_counter() - began))
        it.stop()
    print(f"share of the screen's thread         {100 * statistics.median(shares):.2f} % of a core"
          f"   (median of {runs}; {100 * min(shares):.2f} … {100 * max(shares):.2f})")


def slow_down(program, runs):
    ratios = []
    for run in range(runs):
        times = {}
        for kind in ("screen", "repl") if run % 2 else ("repl", "screen"):
            if kind == "screen":
                it = screen(program)
                it.send("3")
                it.quiet(0.3)
                it.send(":image digit 1; train 30 epochs; wait; rate 0.5\r")
            else:
                it = Program([program, "repl"])
                it.until(b"> ")
                it.send("image digit 1; train 30 epochs; wait; rate 0.5\r")
            began = time.perf_counter()
            times[kind] = it.until("→ 0.5".encode())[1] - began
            it.stop()
        ratios.append(times["screen"] / times["repl"])
    print(f"slow-down by the screen              {100 * (statistics.median(ratios) - 1):+.1f} %"
          f"   (median of {runs} pairs; {100 * (min(ratios) - 1):+.1f} … {100 * (max(ratios) - 1):+.1f})")


parts = {"start": start, "idle": idle, "frames": frames, "bytes": sizes, "escape": escape,
         "memory": memory, "share": share_of_core, "slow-down": slow_down}
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--runs", type=int, default=15)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--only", default=",".join(parts))
parser.add_argument("program")
options = parser.parse_args()
for name in options.only.split(","):
    parts[name](options.program, options.runs)
