import type { Detail } from '../../../model/details.ts';
import { mostCalls } from '../../../model/preflightFacts.ts';
import { attempt } from '../../wire/attempt.ts';
import { CallBudget, type Budget } from './callBudget.ts';

const overBudget = `It was not asked for: a check takes at most ${mostCalls.machine} calls a machine and ${mostCalls.pair} a pair of regions.`;

/** Facts that are each read once, whoever asks. A read that fails, or for which no call is left, is a fact too: why it is missing. */
export class FactReader<T> {
  readonly #facts = new Map<string, Detail<T>>();
  readonly #underWay = new Map<string, Promise<void>>();

  /** Of what has been read. */
  get facts(): ReadonlyMap<string, Detail<T>> {
    return this.#facts;
  }

  /** The value; undefined when it cannot be read. */
  async read(id: string, budget: Budget, read: () => Promise<T>): Promise<T | undefined> {
    const key = id.toLowerCase();
    if (!this.#facts.has(key)) {
      let reading = this.#underWay.get(key);
      if (!reading) this.#underWay.set(key, (reading = this.#attempt(key, budget, read)));
      await reading;
    }
    const fact = this.#facts.get(key);
    return fact && 'value' in fact ? fact.value : undefined;
  }

  /** Several that come as rows of one list, for one call; `absent` for those that are not in it. */
  async readRows(ids: readonly string[], budget: Budget, read: () => Promise<ReadonlyMap<string, T>>, absent: T): Promise<void> {
    let rows: Promise<ReadonlyMap<string, T>> | undefined;
    const once = budget.take() ? new CallBudget(ids.length) : new CallBudget(0);
    await Promise.all(ids.map((id) => this.read(id, once, async () => (await (rows ??= read())).get(id.toLowerCase()) ?? absent)));
  }

  /** What is known without being asked for. */
  set(id: string, value: T): void {
    this.#facts.set(id.toLowerCase(), { value });
  }

  async #attempt(key: string, budget: Budget, read: () => Promise<T>): Promise<void> {
    if (!budget.take()) {
      this.#facts.set(key, { failure: 'failed', detail: overBudget });
      return;
    }
    this.#facts.set(key, await attempt(read));
  }
}
