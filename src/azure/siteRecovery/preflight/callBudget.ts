/** How many calls may still be made. */
export class CallBudget {
  #left: number;

  constructor(calls: number) {
    this.#left = calls;
  }

  /** False when there is none left. */
  take(): boolean {
    return this.#left-- > 0;
  }
}
