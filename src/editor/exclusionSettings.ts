import { ConfigurationTarget, workspace } from 'vscode';
import { keyOfExclusion, parseExclusions, type Exclusion, type ParsedExclusions } from '../readiness/exclusion.ts';
import { settingOfPerson } from './azure/settingOfPerson.ts';
import { settingIds } from './ids.ts';

/**
 * The exclusions that stand in the person's own settings. The setting has `application` scope, and a workspace's word is left aside here
 * as well: whoever opens a folder must not have findings hidden by it. A team shares exclusions as a file for the terminal.
 */
export function exclusionsOfPerson(): ParsedExclusions {
  const { exclusions, problems } = parseExclusions(settingOfPerson(settingIds.exclusions));
  return { exclusions, problems: problems.map((problem) => `${settingIds.exclusions}: ${problem}`) };
}

/** Adds exclusions, each in place of another for the same finding. Entries that could not be read stay as they are. */
export async function addExclusions(added: readonly Exclusion[]): Promise<void> {
  const keys = new Set(added.map(keyOfExclusion));
  await write((entry) => !keys.has(keyOf(entry)), added);
}

/** Takes away every exclusion for the same findings. */
export async function removeExclusions(removed: readonly Pick<Exclusion, 'rule' | 'resourceId'>[]): Promise<void> {
  const keys = new Set(removed.map(keyOfExclusion));
  await write((entry) => !keys.has(keyOf(entry)), []);
}

async function write(stays: (entry: unknown) => boolean, added: readonly Exclusion[]): Promise<void> {
  const present = settingOfPerson(settingIds.exclusions);
  const entries = Array.isArray(present) ? (present as readonly unknown[]).filter(stays) : [];
  const all = [...entries, ...added];
  await workspace.getConfiguration().update(settingIds.exclusions, all.length > 0 ? all : undefined, ConfigurationTarget.Global);
}

function keyOf(entry: unknown): string {
  const [exclusion] = parseExclusions([entry]).exclusions;
  return exclusion ? keyOfExclusion(exclusion) : '';
}
