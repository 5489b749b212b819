/** What one look at a test machine has shown. `notRun` is no failure: what the check needs is not there. */
export interface TestCheck {
  readonly check: TestCheckId;
  readonly level: 'pass' | 'warning' | 'failed' | 'notRun' | 'unknown';
  /** A sentence; of `notRun` only `not run: …`. */
  readonly text: string;
}

/** In the order of the tiers: what Azure shows of the machine, its boot, a script on it. */
export type TestCheckId = 'running' | 'agent' | 'disks' | 'interfaces' | 'addresses' | 'boot' | 'script';
