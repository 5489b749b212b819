import { describe, expect, test } from 'vitest';
import { cloudNamed, knownClouds } from '../../../src/azure/clouds.ts';
import { parseAuditOptions } from '../../../src/cli/auditOptions.ts';
import { UserError, type UserErrorReason } from '../../../src/model/userError.ts';

function refusal(...words: string[]): { readonly reason: UserErrorReason; readonly text: string } {
  try {
    parseAuditOptions(words);
  } catch (error) {
    if (error instanceof UserError) return { reason: error.reason, text: error.toText() };
    throw error;
  }
  throw new Error('was accepted');
}

const one = '11111111-0000-0000-0000-000000000001';
const two = '22222222-0000-0000-0000-00000000000a';
const publicCloud = { kind: 'azure', cloud: cloudNamed('AzureCloud'), credential: 'azureCli', tenant: undefined, caFile: undefined };

describe('options of the audit', () => {
  test('defaults: table, fail on high, all subscriptions, depth by the size of the estate', () => {
    expect(parseAuditOptions(['--sandbox'])).toEqual({
      source: { kind: 'sandbox' },
      subscriptions: undefined,
      format: 'table',
      failOn: 'high',
      depth: undefined,
      settings: [],
      exclusionsFile: undefined,
    });
  });

  test('a served sandbox', () => {
    const words = [
      '--endpoint',
      'https://127.0.0.1:8443',
      '--ca',
      'ca.pem',
      '--format',
      'json',
      '--fail-on',
      'none',
      '--depth',
      'full',
      '--exclusions',
      'x.json',
    ];
    expect(parseAuditOptions(words)).toEqual({
      source: { kind: 'served', endpoint: 'https://127.0.0.1:8443', caFile: 'ca.pem' },
      subscriptions: undefined,
      format: 'json',
      failOn: undefined,
      depth: 'full',
      settings: [],
      exclusionsFile: 'x.json',
    });
  });

  test('without a source, all ways are named', () => {
    const { reason, text } = refusal();
    expect(reason).toBe('usage');
    for (const flag of ['--sandbox', '--endpoint', '--ca', '--subscription', '--cloud', '--credential', '--audience'])
      expect(text).toContain(flag);
  });
});

test('values behind a flag that takes several are its own; other words are refused', () => {
  const { subscriptions, settings } = parseAuditOptions(['--set', 'rpoMinutes=15', 'DR-VM-012=off', '--subscription', one, two]);
  expect({ subscriptions, settings }).toEqual({ subscriptions: [one, two], settings: ['rpoMinutes=15', 'DR-VM-012=off'] });
  expect(refusal('--subscription', one, '--format', 'json', two).text).toBe(`"${two}" is not expected here. See: azure-dr audit --help`);
});

describe('Azure', () => {
  test.each([
    [['--cloud', 'AzureCloud'], publicCloud],
    [['--credential', 'azureCli'], publicCloud],
    [['--endpoint', 'https://management.azure.com/'], publicCloud],
    [['--subscription', one], publicCloud],
    [['--credential', 'environment'], { ...publicCloud, credential: 'environment' }],
    [['--tenant', 'contoso.com'], { ...publicCloud, tenant: 'contoso.com' }],
  ])('%j', (words, source) => {
    expect(parseAuditOptions(words).source).toEqual(source);
  });

  test.each(knownClouds.map(({ name }) => name))('%s by its name', (name) => {
    expect(parseAuditOptions(['--cloud', name]).source).toEqual({ ...publicCloud, cloud: cloudNamed(name) });
  });

  test('a private cloud', () => {
    const words = [
      '--endpoint',
      'https://arm.contoso.example',
      '--audience',
      'https://arm.contoso.example/',
      '--ca',
      'ca.pem',
      '--credential',
      'environment',
    ];
    expect(parseAuditOptions(words).source).toEqual({
      kind: 'azure',
      cloud: {
        name: 'Azure at arm.contoso.example',
        endpoint: 'https://arm.contoso.example',
        audience: 'https://arm.contoso.example/',
        authority: undefined,
        portal: undefined,
      },
      credential: 'environment',
      tenant: undefined,
      caFile: 'ca.pem',
    });
  });

  test.each([
    [['--subscription', one, '--subscription', two]],
    [['--subscription', `${one},${two}`]],
    [['--subscription', one, two]],
    [['--subscription', one.toUpperCase(), '--subscription', `${two}, ${one}`]],
  ])('subscriptions: %j', (words) => {
    expect(parseAuditOptions(words).subscriptions).toEqual([one, two]);
    expect(parseAuditOptions([...words, '--sandbox'])).toMatchObject({ source: { kind: 'sandbox' }, subscriptions: [one, two] });
  });
});

describe('refused in one line that says what to write instead', () => {
  test.each([
    [['--sandbox', '--endpoint', 'https://127.0.0.1:1'], /exclude each other/],
    [['--sandbox', '--credential', 'azureCli'], /--sandbox and --credential exclude each other/],
    [['--sandbox', '--tenant', 'contoso.com'], /--sandbox and --tenant/],
    [['--endpoint', 'https://127.0.0.1:1'], /--ca FILE.*--audience URL/],
    [['--endpoint', 'https://127.0.0.1:1', '--cloud', 'AzureCloud'], /--endpoint and --cloud/],
    [['--endpoint', 'https://127.0.0.1:1', '--ca', 'ca.pem', '--credential', 'azureCli'], /gets no token.*--audience/],
    [['--endpoint', 'https://arm.contoso.example', '--tenant', 'contoso.com'], /gets no token.*--audience/],
    [['--endpoint', 'https://management.azure.com', '--ca', 'ca.pem'], /--ca cannot be given.*NODE_EXTRA_CA_CERTS/],
    [['--endpoint', 'https://management.azure.com', '--audience', 'https://x.example'], /--audience cannot be given/],
    [['--cloud', 'AzureCloud', '--audience', 'https://x.example'], /--audience needs --endpoint/],
    [['--cloud', 'AzureGermanCloud'], /AzureCloud, AzureUSGovernment, AzureChinaCloud/],
    [['--cloud', 'AzureCloud', '--credential', 'vscode'], /azureCli, environment/],
    [['--tenant', '-x; rm'], /--tenant/],
    [['--tenant', '$(x)'], /neither an id nor a domain/],
    [['--subscription', 'Production'], /"production" is no subscription id/],
    [['--subscription', one, 'extra'], /"extra" is no subscription id/],
    [['--subscription', `${one},`], /"" is no subscription id/],
    [['--sandbox', '--fail-on', 'severe'], /critical, high, medium, low, none/],
    [['--sandbox', '--format', 'xml'], /table, json/],
    [['--sandbox', '--depth', 'deep'], /inventory, full/],
    [['--sandbox', '--colour'], /--colour/],
    [['--sandbox', 'extra'], /extra/],
  ])('%j', (words, expected) => {
    const { reason, text } = refusal(...words);
    expect(reason).toBe('usage');
    expect(text).toMatch(expected);
    expect(text).not.toContain('\n');
  });

  test.each([
    ['https://127.0.0.1:1', 'https://management.azure.com'],
    ['https://management.azure.com:8443', 'https://management.core.windows.net/'],
    ['http://127.0.0.1:1', 'https://127.0.0.1:1'],
  ])('a token for %s with the audience %s', (endpoint, audience) => {
    expect(refusal('--endpoint', endpoint, '--audience', audience, '--ca', 'ca.pem').reason).toBe('refusedEndpoint');
  });
});
