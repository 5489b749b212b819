/** This many reads without an answer within this time mean that a region is down. */
const unansweredReads = 3;
const withinLastMs = 60_000;
/** Several times as long as a read takes. */
const impatientMs = 5000;

/**
 * How long an answer is waited for. The services of a region that is down may not answer at all. Once a few reads have stayed without an answer,
 * the others are given less time: a reading of some hundred machines would otherwise take many minutes.
 */
export class Patience {
  readonly #now: () => number;
  readonly #unanswered: number[] = [];

  /** `now`: milliseconds of a clock that only goes forward. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** For the next read, milliseconds. `patientMs`: where all is well. */
  readWithinMs(patientMs: number): number {
    const third = this.#unanswered.at(-unansweredReads);
    const isLost = third !== undefined && this.#now() - third < withinLastMs;
    return isLost ? Math.min(patientMs, impatientMs) : patientMs;
  }

  /** A read has stayed without an answer. */
  lose(): void {
    this.#unanswered.push(this.#now());
    if (this.#unanswered.length > unansweredReads) this.#unanswered.shift();
  }
}
