import type { Detail } from '../model/details.ts';
import type { Evidence } from './finding.ts';
import type { Verdict } from './rule.ts';
import { fail, notRead, pass, unknown } from './verdicts.ts';

/**
 * What a rule of full depth finds out from several reads. What was found stands, whatever else could not be read; nothing passes while a
 * read is missing.
 */
export class Gathering {
  readonly evidence: Evidence[] = [];
  #isUnread = false;
  #lack: string | undefined;

  /** The value of a read; undefined when there is none, which is kept in mind. `what`: what was to be read, for people. */
  take<T>(detail: Detail<T> | undefined, what: string): T | undefined {
    if (detail === undefined) this.#isUnread = true;
    else if ('value' in detail) return detail.value;
    else this.lack(`Not read: ${what}. ${detail.detail}`);
    return undefined;
  }

  /** Keeps in mind that something is still to be read. */
  wait(): void {
    this.#isUnread = true;
  }

  /** Keeps in mind that something is not known. */
  lack(reason: string): void {
    this.#lack ??= reason;
  }

  add(property: string, value: Evidence['value']): void {
    this.evidence.push({ property, value });
  }

  verdict(): Verdict {
    if (this.evidence.length > 0) return fail(this.evidence);
    if (this.#isUnread) return notRead;
    return this.#lack === undefined ? pass : unknown(this.#lack);
  }
}
