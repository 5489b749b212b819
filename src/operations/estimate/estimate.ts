/** What something is expected to cost, in US dollars at list prices. Texts are for people. */
export interface Estimate {
  /** `YYYY-MM-DD`: of the prices. */
  readonly pricesOf: string;
  readonly monthly: readonly EstimateLine[];
  readonly once: readonly EstimateLine[];
  /** Of the lines whose price is known. */
  readonly monthlyUsd: number;
  readonly onceUsd: number;
  /** What the figures rest on, and what they leave out. */
  readonly assumptions: readonly string[];
}

/** One thing that is paid for. */
export interface EstimateLine {
  readonly what: string;
  /** Undefined: not known. */
  readonly usd: number | undefined;
}
