import { describe, expect, test } from 'vitest';
import { parseAuditOptions } from '../../../src/cli/auditOptions.ts';
import { UserError } from '../../../src/model/userError.ts';

function refusal(...words: string[]): string {
  try {
    parseAuditOptions(words);
  } catch (error) {
    if (error instanceof UserError && error.reason === 'usage') return error.toText();
    throw error;
  }
  throw new Error('was accepted');
}

describe('options of the audit', () => {
  test('defaults: table, fail on high, depth by the size of the estate', () => {
    expect(parseAuditOptions(['--sandbox'])).toEqual({ source: { kind: 'sandbox' }, format: 'table', failOn: 'high', depth: undefined });
  });

  test('a served sandbox', () => {
    const words = ['--endpoint', 'https://127.0.0.1:8443', '--ca', 'ca.pem', '--format', 'json', '--fail-on', 'none', '--depth', 'full'];
    expect(parseAuditOptions(words)).toEqual({
      source: { kind: 'served', endpoint: 'https://127.0.0.1:8443', caFile: 'ca.pem' },
      format: 'json',
      failOn: undefined,
      depth: 'full',
    });
  });

  test('without a source, the ways are named', () => {
    expect(refusal()).toMatch(/--sandbox, or --endpoint URL --ca FILE/);
  });

  test.each([
    [['--sandbox', '--endpoint', 'https://127.0.0.1:1'], /exclude each other/],
    [['--endpoint', 'https://127.0.0.1:1'], /--ca FILE/],
    [['--sandbox', '--fail-on', 'severe'], /critical, high, medium, low, none/],
    [['--sandbox', '--format', 'xml'], /table, json/],
    [['--sandbox', '--depth', 'deep'], /inventory, full/],
    [['--sandbox', '--colour'], /--colour/],
    [['--sandbox', 'extra'], /extra/],
  ])('%j is refused in one line that says what to do', (words, expected) => {
    const text = refusal(...words);
    expect(text).toMatch(expected);
    expect(text).not.toContain('\n');
  });
});
