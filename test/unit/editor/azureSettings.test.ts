import { expect, test } from 'vitest';
import { azureSettings } from '../../../src/editor/azure/azureSettings.ts';

const settingsOf = (values: Readonly<Record<string, unknown>>): ReturnType<typeof azureSettings> => azureSettings((id) => values[id]);

test('without settings: VS Code’s accounts, the public Azure, all tenants', () => {
  const { cloud, ...others } = settingsOf({});
  expect(cloud).toMatchObject({ name: 'AzureCloud', endpoint: 'https://management.azure.com' });
  expect(others).toEqual({ credential: 'vscode', tenant: undefined, provider: 'microsoft' });
  expect(settingsOf({ 'azureDr.endpoint': '  ', 'azureDr.tenant': '' }).cloud).toEqual(cloud);
});

test('other clouds are signed in to by their own provider, which must be set to the same cloud', () => {
  const sovereign = 'microsoft-sovereign-cloud.environment';
  expect(settingsOf({ 'azureDr.cloud': 'AzureUSGovernment', [sovereign]: 'USGovernment' }).provider).toBe('microsoft-sovereign-cloud');
  expect(settingsOf({ 'azureDr.cloud': 'AzureChinaCloud', [sovereign]: 'ChinaCloud' }).provider).toBe('microsoft-sovereign-cloud');
  expect(() => settingsOf({ 'azureDr.cloud': 'AzureChinaCloud', [sovereign]: 'USGovernment' })).toThrow('not set to AzureChinaCloud');
  expect(() => settingsOf({ 'azureDr.cloud': 'AzureUSGovernment' })).toThrow('not set to AzureUSGovernment');
  // Azure CLI has a cloud of its own.
  expect(settingsOf({ 'azureDr.cloud': 'AzureUSGovernment', 'azureDr.credential': 'azureCli' }).credential).toBe('azureCli');
});

test('a private cloud needs an audience, which may not be of a known cloud', () => {
  const own = { 'azureDr.endpoint': 'https://management.local', 'azureDr.audience': 'https://management.local' };
  expect(settingsOf(own)).toMatchObject({ cloud: { endpoint: 'https://management.local' }, provider: 'microsoft' });
  expect(settingsOf({ ...own, 'microsoft-sovereign-cloud.environment': 'custom' }).provider).toBe('microsoft-sovereign-cloud');
  expect(() => settingsOf({ 'azureDr.endpoint': 'https://management.local' })).toThrow('needs azureDr.audience');
  for (const audience of [
    'https://management.azure.com',
    'https://MANAGEMENT.core.windows.net/',
    'https://management.usgovcloudapi.net',
    'x',
  ]) {
    expect(() => settingsOf({ ...own, 'azureDr.audience': audience })).toThrow(expect.objectContaining({ reason: 'refusedEndpoint' }));
  }
});

test.each([
  ['azureDr.credential', 'password'],
  ['azureDr.cloud', 'AzureGermanCloud'],
  ['azureDr.cloud', 7],
  ['azureDr.tenant', 'a/../b'],
  ['azureDr.tenant', '-x'],
  ['azureDr.tenant', 7],
  ['azureDr.endpoint', ['https://management.local']],
  ['azureDr.audience', {}],
])('%s = %s is refused', (id, value) => {
  expect(() => settingsOf({ [id]: value })).toThrow(expect.objectContaining({ reason: 'usage' }));
});
