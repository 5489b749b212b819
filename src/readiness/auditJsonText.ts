import type { AssessedMachine, Assessment, Companion } from './assessment.ts';
import type { AuditJson } from './auditJson.ts';
import type { Evidence, Finding } from './finding.ts';
import { oncePer } from './oncePer.ts';

/** Raised when a reader of the old shape could be misled. */
const auditSchemaVersion = 1;
/** Entries of a list that make one piece: some ten kilobytes. */
const entriesAPiece = 50;

type Entry<List extends 'subscriptions' | 'unknown' | 'excluded' | 'notEvaluated'> = AuditJson[List][number];
/** What stands under each key: a value, or the pieces of a list. */
type Parts = { readonly [Key in keyof AuditJson]: AuditJson[Key] extends readonly unknown[] ? Iterable<string> : AuditJson[Key] };

/**
 * The audit as JSON text (`AuditJson`), in pieces to be written one after the other: a large estate has tens of megabytes of it. Each entry
 * of a list stands on a line of its own, to be searched and compared by.
 */
export function* auditJsonText(assessment: Assessment): Generator<string> {
  const { inventory } = assessment;
  const parts: Parts = {
    schemaVersion: auditSchemaVersion,
    generatedAt: assessment.now.toISOString(),
    source: inventory.source.label,
    depth: assessment.depth,
    partial: assessment.partial,
    subscriptions: list<Entry<'subscriptions'>>(
      inventory.subscriptions.map(({ id, name }) => ({ id, name })).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      json,
    ),
    machines: list(assessment.machines, machineText),
    companions: list(assessment.companions, companionText),
    findings: list(assessment.findings, findingText),
    unknown: list<Entry<'unknown'>>(
      assessment.unknown.map(({ rule, reason, resourceId }) => ({ rule, reason, ...(resourceId === undefined ? {} : { resourceId }) })),
      json,
    ),
    excluded: list<Entry<'excluded'>>(
      assessment.excluded.map(({ rule, resourceId, reason, until }) => ({ rule, resourceId, reason, until })),
      json,
    ),
    notEvaluated: list<Entry<'notEvaluated'>>(
      assessment.notEvaluated.map(({ rule, machines }) => ({ rule, machines })),
      json,
    ),
  };
  let before = '{\n  ';
  for (const [key, part] of Object.entries(parts)) {
    yield `${before}"${key}": `;
    before = ',\n  ';
    if (typeof part === 'object') yield* part;
    else yield JSON.stringify(part);
  }
  yield '\n}\n';
}

function* list<T>(entries: readonly T[], text: (entry: T) => string): Generator<string> {
  if (entries.length === 0) return yield '[]';
  for (let from = 0; from < entries.length; from += entriesAPiece) yield lines(entries, from, text);
  yield '\n  ]';
}

/** By itself: a generator's own loops run uncompiled. */
function lines<T>(entries: readonly T[], from: number, text: (entry: T) => string): string {
  const to = Math.min(from + entriesAPiece, entries.length);
  let piece = '';
  for (let at = from; at < to; at += 1) piece += `${at === 0 ? '[' : ','}\n    ${text(entries[at]!)}`;
  return piece;
}

function json(value: string | object): string {
  return JSON.stringify(value);
}

// The long lists: by hand, which takes half as long as objects that are made to be written. Words of our own need no escapes.

function machineText({ azureId, name, location, state, recovery, findings }: AssessedMachine): string {
  const own = findings.map(
    ({ rule, severity, evidence }) => `{"rule":"${rule}","severity":"${severity}","evidence":${evidenceText(evidence)}}`,
  );
  return `{"id":${json(azureId)},"name":${json(name)},"location":${json(location)},"state":"${state}","recovery":"${recovery}","findings":[${own.join()}]}`;
}

function companionText({ azureId, role, ofAzureId }: Companion): string {
  return `{"id":${json(azureId)},"role":"${role}","of":${json(ofAzureId)}}`;
}

function findingText({ rule, severity, resourceId, evidence }: Finding): string {
  return `{"rule":"${rule}","severity":"${severity}","resourceId":${json(resourceId)},"evidence":${evidenceText(evidence)}}`;
}

/** Thousands of findings share one evidence, and what a machine failed is written twice. */
const evidenceText = oncePer((evidence: readonly Evidence[]) => json(evidence));
