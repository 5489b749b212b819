import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RuleText } from '../../../src/readiness/rule.ts';
import { allRules } from '../../../src/readiness/rules/allRules.ts';
import { ruleTexts } from '../../../src/readiness/rules/ruleTexts.ts';

const expected = {
  'DR-VM': ['001', '002', '003', '004', '005', '006', '007', '009', '010', '011', '012', '014', '015', '016', '017', '018', '019', '020'],
  'DR-DRL': ['001', '002', '003'],
  'DR-NET': ['001', '002', '003', '004', '005'],
  'DR-CAP': ['001', '002', '006'],
  'DR-AGT': ['001'],
  'DR-STO': ['001', '002', '003', '004', '005', '006', '009', '010'],
  'DR-VLT': ['001', '002', '003', '004', '006'],
  'DR-POL': ['001'],
  'DR-PLN': ['002', '003'],
  'DR-SUB': ['001'],
};

describe('the table of rules', () => {
  it('has every rule once, in order', () => {
    expect(allRules.map(({ id }) => id)).toEqual(
      Object.entries(expected).flatMap(([family, numbers]) => numbers.map((number) => `${family}-${number}`)),
    );
  });
  it('lets only rules on replication, drills, failover targets and agent bear on the state', () => {
    const bearing = allRules.flatMap((rule) => (rule.on === 'machine' && rule.affectsState ? [rule.id] : []));
    expect(bearing).toEqual([
      'DR-VM-003',
      'DR-VM-004',
      'DR-VM-005',
      'DR-VM-006',
      'DR-VM-007',
      'DR-VM-010',
      'DR-VM-011',
      'DR-DRL-001',
      'DR-DRL-002',
      'DR-DRL-003',
      'DR-NET-001',
      'DR-NET-004',
      'DR-CAP-002',
      'DR-AGT-001',
    ]);
  });
  it.each(ruleTexts.map((rule): [string, RuleText] => [rule.id, rule]))('%s tells a person what it is about', (_, rule) => {
    for (const text of [rule.explanation, rule.consequence, rule.fix]) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/[!*_`<>]/);
    }
    expect(rule.title).not.toMatch(/[.!]$/);
    expect(rule.decides.length).toBeGreaterThan(0);
    expect(rule.sources.length).toBeGreaterThan(0);
    for (const source of rule.sources) expect(source.url).toMatch(/^https:\/\/learn\.microsoft\.com\/azure\//);
  });
  it('is told in docs/rules.md, row by row', () => {
    const text = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
    const rows = text.split('\n').flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      return cells[1]?.startsWith('DR-') === true ? [cells.slice(1, 6)] : [];
    });
    const ids = (rule: RuleText): string => Object.values(rule.corresponds).flat().join(', ');
    expect(rows).toEqual(ruleTexts.map((rule) => [rule.id, rule.title, rule.severity, rule.depth, ids(rule) || '–']));
  });
});
