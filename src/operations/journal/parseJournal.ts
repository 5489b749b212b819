import { operationKinds, type Operation } from '../operation.ts';
import type { JournalEntry } from './journal.ts';
import type { Step } from '../step.ts';

/** The lines of a journal that are whole. */
export interface ParsedJournal {
  readonly entries: readonly JournalEntry[];
  /** How much of the text they are: what stands behind was cut short by a crash, and never acted upon. */
  readonly bytes: number;
}

/** Undefined where a whole line is no entry that this version knows: then it is not known what was sent. */
export function parseJournal(text: string): ParsedJournal | undefined {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const entries: JournalEntry[] = [];
  for (const line of whole.split('\n').slice(0, -1)) {
    const entry = entryOf(line);
    if (!entry) return undefined;
    entries.push(entry);
  }
  return { entries, bytes: Buffer.byteLength(whole) };
}

const known: Readonly<Record<JournalEntry['type'], true>> = {
  started: true,
  intended: true,
  notSent: true,
  accepted: true,
  done: true,
  failed: true,
  ended: true,
  stopped: true,
  checked: true,
};
const stepKinds: Readonly<Record<Step['kind'], true>> = { put: true, post: true, wait: true };

function entryOf(line: string): JournalEntry | undefined {
  let entry: JournalEntry | null;
  try {
    entry = JSON.parse(line) as JournalEntry | null;
  } catch {
    return undefined;
  }
  if (typeof entry !== 'object' || entry === null || !Object.hasOwn(known, entry.type)) return undefined;
  return entry.type !== 'started' || isKnown(entry.operation) ? entry : undefined;
}

function isKnown(operation: Partial<Operation> | undefined): boolean {
  return (
    operationKinds.some((kind) => kind === operation?.kind) &&
    operation?.steps?.every(({ kind }) => Object.hasOwn(stepKinds, kind)) === true
  );
}
