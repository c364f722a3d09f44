"""How many threads compute while other programs want the processors too.

Threads that share a computation wait for one another some hundred times in each batch, and wait awake. Where another
program takes its processor from one of them, all the others use up their own turn by waiting. Measured with two busy
loops on two processors, in the portable build: two threads write 2 tokens per second where one writes 31, and read 30
where one reads 80. So there are fewer of them as soon as much is taken from them, and all again once it is quiet.

It changes no result: a batch of two tokens or more has the same bits with any number of threads. Single tokens have
not, which is why whoever needs them to repeat computes them with all threads always (`Context.write`).
"""

from dataclasses import dataclass
from time import monotonic, process_time

LOOK_S = 0.25
"""How long has to be computed before there is anything to be seen; times of a process are coarse on some systems."""
CROWDED, FREE = 0.7, 0.9
"""Which part of the processors they asked for threads get. Of two, one alone was faster whenever they got less than
0.6, and slower where they got 0.8 or more."""
FIRST_WAIT_S, LONGEST_WAIT_S = 5.0, 60.0
"""After what time all are tried again; twice as long each time that it was too early."""
BEGIN_AGAIN_WITHIN_S = 2.0
"""A batch that has been computed for longer is finished as it is: beginning again would waste too much."""


@dataclass(frozen=True)
class Taken:
    """What computing took: seconds by the clock, and seconds of all processors together."""

    wall_s: float
    processor_s: float

    @classmethod
    def now(cls) -> "Taken":
        """Return what to count from."""
        return cls(monotonic(), process_time())

    def since(self, begun: "Taken") -> "Taken":
        return Taken(self.wall_s - begun.wall_s, self.processor_s - begun.processor_s)

    def share(self, threads: int) -> float:
        """Return which part of so many processors it was, 0 to about 1."""
        return self.processor_s / (self.wall_s * threads)


class Threads:
    """How many threads compute one kind of thing: at most `most`, and `count` of them now."""

    def __init__(self, most: int) -> None:
        self.most = self.count = most
        self._seen = Taken(0.0, 0.0)
        self._wait_s = self._not_before_s = 0.0

    def took(self, taken: Taken, now_s: float) -> None:
        """Take account of what was computed with `count` threads, until `now_s` of the clock that never goes back."""
        self._seen = Taken(self._seen.wall_s + taken.wall_s, self._seen.processor_s + taken.processor_s)
        if self._seen.wall_s < LOOK_S:
            return
        share, self._seen = self._seen.share(self.count), Taken(0.0, 0.0)
        if self.count > 1 and share < CROWDED:
            self.give_way(share, now_s)
        elif self.count < self.most:
            self._try_all(share, now_s)
        else:
            self._wait_s = 0.0

    def give_way(self, share: float, now_s: float) -> None:
        """Be as many from now on as what they got keeps busy, and fewer than they were."""
        self.count = max(1, min(self.count - 1, int(self.count * share)))
        self._seen = Taken(0.0, 0.0)
        self._wait_s = min(LONGEST_WAIT_S, max(FIRST_WAIT_S, 2 * self._wait_s))
        self._not_before_s = now_s + self._wait_s

    def _try_all(self, share: float, now_s: float) -> None:
        if share >= FREE and now_s >= self._not_before_s:
            self.count = self.most


class Stretch:
    """One batch while it is computed. `gave_up`: it was broken off, to be begun again with fewer threads."""

    def __init__(self, threads: Threads, *, can_begin_again: bool) -> None:
        self._threads = threads
        self._begun = Taken.now()
        self._look_at_s = self._begun.wall_s + LOOK_S
        self._can_begin_again = can_begin_again and threads.count > 1
        self.gave_up = False

    def is_crowded_out(self) -> bool:
        """Return whether to break it off; asked between any two steps of the computation, so that it must cost little.

        Raises nothing: it is called from native code.
        """
        if self.gave_up or not self._can_begin_again or monotonic() < self._look_at_s:
            return self.gave_up
        taken = Taken.now().since(self._begun)
        self._look_at_s += LOOK_S
        self._can_begin_again = taken.wall_s < BEGIN_AGAIN_WITHIN_S
        self.gave_up = self._can_begin_again and taken.share(self._threads.count) < CROWDED
        return self.gave_up

    def ended(self) -> None:
        """Count what it took."""
        now = Taken.now()
        taken = now.since(self._begun)
        if self.gave_up:
            self._threads.give_way(taken.share(self._threads.count), now.wall_s)
        else:
            self._threads.took(taken, now.wall_s)
