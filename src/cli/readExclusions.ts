import { readFile } from 'node:fs/promises';
import { parseExclusions, type Exclusion } from '../readiness/exclusion.ts';
import { usage } from './usage.ts';

const shape = 'Give a JSON list of {"rule": "DR-VM-001", "resourceId": "/subscriptions/…", "reason": "…", "until": "2026-12-31"}.';

/** Reads a file of exclusions. Throws a `UserError` where it cannot be read or any entry is not one: nothing is excluded by half. */
export async function readExclusions(file: string): Promise<readonly Exclusion[]> {
  const { exclusions, problems } = parseExclusions(parse(await read(file)));
  if (problems.length > 0) throw usage(`${file}: ${problems.join(' ')}`, shape);
  return exclusions;
}

async function read(file: string): Promise<string> {
  try {
    // Windows likes to begin a text with a byte order mark; this takes it off.
    return new TextDecoder().decode(await readFile(file));
  } catch {
    throw usage(`${file} cannot be read.`, 'Give the path of a JSON file to --exclusions.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw usage('The file of --exclusions is no JSON.', shape);
  }
}
