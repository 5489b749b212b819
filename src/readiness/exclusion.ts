import { toArmId, type ArmId } from '../model/armId.ts';
import { allRules } from './rules/allRules.ts';

/** Somebody's decision that a finding shall not count for a time. The same shape in the settings and in a file for the terminal. */
export interface Exclusion {
  readonly rule: string;
  /** The finding's `resourceId`, in any casing. */
  readonly resourceId: string;
  /** Why; never empty. */
  readonly reason: string;
  /** The last day on which it holds, UTC: `2026-12-31`. */
  readonly until: string;
}

/** What of a list can be used, and what is wrong with the rest. */
export interface ParsedExclusions {
  readonly exclusions: readonly Exclusion[];
  /** One plain sentence for each entry that is not one, by its place in the list. Such an entry hides nothing. */
  readonly problems: readonly string[];
}

/** Reads a list of exclusions from a file or from settings; undefined is the empty list. */
export function parseExclusions(value: unknown): ParsedExclusions {
  if (value === undefined) return { exclusions: [], problems: [] };
  if (!Array.isArray(value)) return { exclusions: [], problems: ['It is no list of exclusions.'] };
  const exclusions: Exclusion[] = [];
  const problems: string[] = [];
  for (const [at, entry] of (value as readonly unknown[]).entries()) {
    const { rule, resourceId, reason, until } = membersOf(entry);
    const problem = problemOf(rule, resourceId, reason, until);
    if (problem === undefined) exclusions.push({ rule, resourceId, reason: reason.trim(), until });
    else problems.push(`Exclusion ${at + 1}: ${problem}`);
  }
  return { exclusions, problems };
}

/** By what an exclusion and a finding are brought together. */
export function exclusionKey(rule: string, subject: ArmId): string {
  return `${rule} ${subject}`;
}

/** The same key, of an exclusion. */
export function keyOfExclusion({ rule, resourceId }: Pick<Exclusion, 'rule' | 'resourceId'>): string {
  return exclusionKey(rule, toArmId(resourceId));
}

/** Whether its last day is over, UTC. */
export function isExpired({ until }: Exclusion, now: Date): boolean {
  return dayOf(now) > until;
}

/** `2026-12-31`, UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A day that exists, written `2026-12-31`. */
export function isDay(text: string): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && dayOf(date) === text;
}

function membersOf(entry: unknown): Exclusion {
  const members = (typeof entry === 'object' && entry !== null ? entry : {}) as Readonly<Record<string, unknown>>;
  const text = (name: keyof Exclusion): string => (typeof members[name] === 'string' ? members[name] : '');
  return { rule: text('rule'), resourceId: text('resourceId'), reason: text('reason'), until: text('until') };
}

function problemOf(rule: string, resourceId: string, reason: string, until: string): string | undefined {
  if (!allRules.some(({ id }) => id === rule)) return 'rule is no id of a rule, such as DR-VM-001.';
  if (!resourceId.startsWith('/')) return 'resourceId is no resource ID.';
  if (reason.trim() === '') return 'reason is missing.';
  return isDay(until) ? undefined : 'until is no day, such as 2026-12-31.';
}
