/** Whether a call may still be made: false when there is none left. */
export interface Budget {
  take(): boolean;
}

/** Takes from the first while it has something, then from the second. */
export function eitherOf(first: Budget, second: Budget): Budget {
  return { take: () => first.take() || second.take() };
}

/** How many calls may still be made. */
export class CallBudget implements Budget {
  #left: number;

  constructor(calls: number) {
    this.#left = calls;
  }

  take(): boolean {
    return this.#left-- > 0;
  }
}
