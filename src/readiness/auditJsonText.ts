import type { AuditJson } from './auditJson.ts';

/** Entries of a list that make one piece: some ten kilobytes. */
const entriesAPiece = 200;

/**
 * The audit as JSON text, in pieces to be written one after the other: a large estate has tens of megabytes of it. Each entry of a list
 * stands on a line of its own, to be searched and compared by.
 */
export function* auditJsonText(audit: AuditJson): Generator<string> {
  let before = '{\n  ';
  for (const [key, value] of Object.entries(audit)) {
    yield `${before}${JSON.stringify(key)}: `;
    before = ',\n  ';
    if (Array.isArray(value) && value.length > 0) yield* listText(value);
    else yield JSON.stringify(value);
  }
  yield '\n}\n';
}

function* listText(entries: readonly unknown[]): Generator<string> {
  for (let from = 0; from < entries.length; from += entriesAPiece) {
    const lines = entries.slice(from, from + entriesAPiece).map((entry) => `    ${JSON.stringify(entry)}`);
    yield `${from === 0 ? '[' : ','}\n${lines.join(',\n')}`;
  }
  yield '\n  ]';
}
