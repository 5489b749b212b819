import { createSandbox, type Sandbox } from '../../../../src/sandbox/createSandbox.ts';

export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
export const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-dr`;
export const VAULT = `${GROUP}/providers/Microsoft.RecoveryServices/vaults/rsv-dr`;
const HOST = 'https://sandbox.test';
const API_VERSION = '2022-08-01';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // Bodies are compared with what Azure documents, key by key.
  readonly body: any;
}

/** A sandbox with a manual clock, one vault, and short ways to call it. Paths begin at the vault unless they begin with `/subscriptions` or `http`. */
export class VaultCaller {
  readonly sandbox: Sandbox;

  constructor(options: { readonly pageSize?: number; readonly withVault?: boolean } = {}) {
    const { withVault = true, ...settings } = options;
    this.sandbox = createSandbox({ clock: 'manual', empty: true, start: new Date('2023-01-16T08:48:29.557Z'), ...settings });
    this.sandbox.control.putResources([
      { id: GROUP, name: 'rg-dr', type: 'Microsoft.Resources/resourceGroups', location: 'westeurope' },
      ...(withVault
        ? [{ id: VAULT, name: 'rsv-dr', type: 'Microsoft.RecoveryServices/vaults', location: 'westeurope', properties: {} }]
        : []),
    ]);
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const absolute = path.startsWith('https:') ? path : HOST + (/^\/subscriptions\//i.test(path) ? path : `${VAULT}/${path}`);
    const url = new URL(absolute);
    if (!url.searchParams.has('api-version')) url.searchParams.set('api-version', API_VERSION);
    const response = await this.sandbox.handle({
      method,
      url: url.href,
      headers: { authorization: 'Bearer test', 'content-type': 'application/json', 'x-ms-client-request-id': 'client-1' },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: response.body === '' ? undefined : JSON.parse(response.body) };
  }

  get(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  advance(seconds: number): void {
    this.sandbox.control.advance(seconds);
  }

  /** Sends a change and lets its job run to its end; returns the last poll's body. */
  async drive(method: string, path: string, body?: unknown): Promise<Answer['body']> {
    const accepted = await this.call(method, path, body);
    if (accepted.status !== 202) throw new Error(`${method} ${path}: ${accepted.status} ${JSON.stringify(accepted.body)}`);
    this.advance(600);
    const poll = await this.get(accepted.headers['azure-asyncoperation'] ?? '');
    return poll.body;
  }

  /** Two fabrics, a container in each, a policy, and the mappings of both directions, as the recording makes them. */
  async setUp(): Promise<void> {
    for (const [side, location] of [
      ['1', 'eastus'],
      ['2', 'eastus2'],
    ] as const) {
      await this.drive('PUT', `replicationFabrics/fabric-${side}`, { properties: { customDetails: { instanceType: 'Azure', location } } });
      await this.drive('PUT', container(side), { properties: { providerSpecificInput: [{ instanceType: 'A2A' }] } });
    }
    await this.drive('PUT', 'replicationPolicies/policy', {
      properties: { providerSpecificInput: { instanceType: 'A2A', multiVmSyncStatus: 'Enable' } },
    });
    await this.drive('PUT', mapping('1'), mappingBody('2'));
    await this.drive('PUT', mapping('2'), mappingBody('1'));
  }
}

export const container = (side: string): string => `replicationFabrics/fabric-${side}/replicationProtectionContainers/container-${side}`;
export const mapping = (side: string): string => `${container(side)}/replicationProtectionContainerMappings/mapping-${side}`;

export const mappingBody = (targetSide: string): unknown => ({
  properties: {
    policyId: `${VAULT}/replicationPolicies/policy`,
    targetProtectionContainerId: `${VAULT}/${container(targetSide)}`,
    providerSpecificInput: { instanceType: 'A2A', agentAutoUpdateStatus: 'Disabled' },
  },
});
