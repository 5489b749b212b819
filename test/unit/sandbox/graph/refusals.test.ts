import { describe, expect, it } from 'vitest';
import { refusalOf, refusalsOf, rowsOf } from './kqlRunner.ts';

describe('what does not parse', () => {
  it('is told as recorded: line, character, token, expected token', () => {
    expect(refusalOf('where where')).toEqual({
      code: 'ParserFailure',
      message: 'ParserFailure',
      line: 1,
      characterPositionInLine: 11,
      token: '<EOF>',
      expectedToken: '\u01cf',
    });
  });

  it.each([
    ['resources\n| where name ==', 2, 15, '<EOF>'],
    ['resources | where (name == 1', 1, 28, '<EOF>'],
    ['resources | whree name', 1, 12, 'whree'],
    ['resources where name', 1, 10, 'where'],
    ['resources | order name', 1, 18, 'name'],
    ['resources | where a §', 1, 20, '§'],
    ["resources | where name in ('a', 'b',)", 1, 36, ')'],
    ['let n = 5 resources', 1, 10, 'resources'],
    ['resources | join items', 1, 22, '<EOF>'],
  ])('%s', (query, line, characterPositionInLine, token) => {
    expect(refusalOf(query)).toMatchObject({ code: 'ParserFailure', line, characterPositionInLine, token });
  });

  const failure = { code: 'ParserFailure', message: 'ParserFailure' };
  it.each([
    [
      'what is no operator',
      'resources | syntax error',
      [
        { ...failure, line: 1, characterPositionInLine: 12, token: 'syntax' },
        { ...failure, line: 1, characterPositionInLine: 19, token: 'error' },
      ],
    ],
    ['what is no operator, alone', 'resources | syntax', [{ ...failure, line: 1, characterPositionInLine: 12, token: 'syntax' }]],
    ['the first token of a line', 'resources\n<', [{ ...failure, line: 2, token: '<' }]],
    [
      'a text without a beginning',
      "Resources | where resourceGroup =~ DEV-T24' and type contains 'Microsoft.Network'",
      [
        { ...failure, expectedToken: "'" },
        { ...failure, line: 1, characterPositionInLine: 42, token: "' and type contains '" },
      ],
    ],
    ['a text without an end', "resources | where name == 'open", [{ ...failure, expectedToken: "'" }]],
    ['an escape that there is not', String.raw`resources | where name matches regex "\d" | take 1`, [{ ...failure, expectedToken: '"' }]],
  ])('%s is told as recorded', (_, query, details) => {
    expect(refusalsOf(query)).toEqual(details);
  });

  it('survives a nest of brackets', () => {
    expect(refusalOf(`resources | where ${'('.repeat(20_000)}`).code).toBe('ParserFailure');
  });
});

describe('what Resource Graph does not have', () => {
  it.each([
    'render table',
    'evaluate bag_unpack(tags)',
    'make-series count()',
    'sample 5',
    'lookup items on id',
    'mv-apply zones on (take 1)',
    'mvapply zones on (take 1)',
    'as T',
  ])('%s', (operator) => {
    expect(refusalOf(`resources | ${operator}`)).toMatchObject({ code: 'InvalidQueryLanguage', line: -1, token: operator.split(' ')[0] });
  });

  it.each([
    ['union isfuzzy=true resources, items', 'isfuzzy'],
    ['resources | join hint.strategy=broadcast (items) on id', 'hint.strategy'],
  ])('%s', (query, token) => {
    expect(refusalOf(query)).toMatchObject({ code: 'InvalidQueryLanguage', token });
  });

  it('tables', () => {
    expect(refusalOf('nonsense | take 1')).toEqual({
      code: 'DisallowedLogicalTableName',
      message: 'Table nonsense is invalid, unsupported or disallowed.',
    });
  });

  it('join kinds', () => {
    expect(refusalOf('resources | join kind=sideways items on id').code).toBe('UnsupportedJoinFlavor');
  });
});

describe('what means nothing', () => {
  it.each([
    ['resources | where nothing == 1', "Failed to resolve scalar expression named 'nothing'"],
    ['resources | project-away nothing', "Failed to resolve column named 'nothing'"],
    ['resources | project tolower()', 'tolower(): function expects 1 argument(s).'],
    ["resources | where cores == '4'", 'Cannot compare values of types long and string. Try adding explicit casts'],
    ['resources | where properties.a == properties.b', 'Cannot compare values of types dynamic and dynamic. Try adding explicit casts'],
    ["resources | extend x = name + 'a'", 'Arithmetic expression cannot be carried-out between string and string'],
    ['resources | summarize avg(name)', 'avg(): argument of type string is not supported'],
    ['resources | summarize stdev(name)', 'stdev(): argument of type string is not supported'],
    ['resources | order by tags', "order operator: key can't be of dynamic type"],
    ["resources | where name matches regex '('", "Regular expression '(' is not valid"],
    ["resources | where name matches regex '^(?!web)'", "Regular expression '^(?!web)' is not valid"],
    [String.raw`resources | where name matches regex @'(.)\1'`, String.raw`Regular expression '(.)\1' is not valid`],
    ['resources | where name', 'A predicate of type bool is expected, found string'],
  ])('%s', (query, message) => {
    expect(refusalOf(query)).toEqual({ code: 'Default', message });
  });

  it.each(['frobnicate', 'constructor'])('%s, which is no function, as recorded', (name) => {
    expect(refusalsOf(`resources | where ${name}(name)`)).toEqual([{ code: 'UnknownFunction', message: `Unknown function: '${name}'.` }]);
  });

  const many = 'resources | mv-expand n = range(1, 2000) limit 2000';
  it.each([
    ['join', `${many} | join kind=inner (${many}) on type`],
    ['mv-expand', `${many} | mv-expand m = range(1, 2000) limit 2000`],
    ['union', `let t = ${many} | project n | mv-expand m = range(1, 250) limit 250; union t, t`],
  ])('%s that would fill the memory', (operator, query) => {
    expect(refusalOf(query)).toEqual({ code: 'Default', message: `${operator}: the result has more than 2000000 rows` });
  });

  const long = `"${'a'.repeat(40)}!"`;
  it.each([`${long} matches regex "^(a+)+$"`, `extract(@"(.*)*(a|aa)+b", 1, strcat(name, ${long})) == ""`])(
    'what backtracks for years: %s',
    (condition) => {
      expect(refusalOf(`resources | where ${condition}`, 50)).toEqual({ code: 'Default', message: 'The query takes too long' });
      expect(rowsOf('resources | count', 50)).toEqual([{ Count: 3 }]);
    },
  );

  it.each([
    'resources | summarize count() by tags',
    'resources | join (items) on $left.tags == $right.health',
    'resources | summarize count() by name, cores + name',
  ])('%s', (query) => {
    expect(refusalOf(query).code).toBe('Default');
  });
});
