import { expect } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import type { SandboxOptions } from '../../src/sandbox/world.ts';

export const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555';
export const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Rg-One`;
export const RESOURCE_GRAPH = '/providers/Microsoft.ResourceGraph/resources';
export const HOST = 'https://sandbox.test:8443';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed; undefined for an empty body. */
  readonly body: any;
  readonly text: string;
}

export interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** `''` sends none. */
  readonly apiVersion?: string;
}

/** An empty sandbox with a manual clock and one resource group. */
export function emptySandbox(options: Partial<SandboxOptions> = {}): Sandbox {
  const sandbox = createSandbox({ clock: 'manual', empty: true, ...options }, { realNow: () => Date.UTC(2026, 0, 1) });
  sandbox.control.putResources([group()]);
  return sandbox;
}

export function group(id = GROUP, location = 'westeurope'): ArmResource {
  return {
    id,
    name: id.split('/')[4]!,
    type: 'Microsoft.Resources/resourceGroups',
    location,
    properties: { provisioningState: 'Succeeded' },
  };
}

export function machine(name: string, more: Partial<ArmResource> = {}): ArmResource {
  const id = `${GROUP}/providers/Microsoft.Compute/virtualMachines/${name}`;
  return {
    id,
    name,
    type: 'Microsoft.Compute/virtualMachines',
    location: 'westeurope',
    properties: { hardwareProfile: { vmSize: 'Standard_D4s_v5' } },
    ...more,
  };
}

/** One request with a token, as a client would send it. `target` is a path, or an absolute URL of an earlier answer. */
export async function ask(
  sandbox: Sandbox,
  method: string,
  target: string,
  { body, headers = {}, apiVersion = '2023-06-01' }: Asked = {},
): Promise<Answer> {
  const url = target.startsWith('https:')
    ? target
    : `${HOST}${target}${apiVersion === '' ? '' : `${target.includes('?') ? '&' : '?'}api-version=${apiVersion}`}`;
  const response = await sandbox.handle({
    method,
    url,
    headers: { authorization: 'Bearer test', ...headers },
    body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    ...response,
    text: response.body,
    body: response.body.startsWith('{') || response.body.startsWith('[') ? JSON.parse(response.body) : undefined,
  };
}

/** Asks Resource Graph; `more` goes beside the query. */
export async function query(sandbox: Sandbox, text: string, more: object = {}, apiVersion = '2021-03-01'): Promise<Answer> {
  return ask(sandbox, 'POST', RESOURCE_GRAPH, { body: { query: text, ...more }, apiVersion });
}

/** Moves the clock until the operation has ended; answers its last poll. */
export async function finished(sandbox: Sandbox, { headers }: Answer): Promise<Answer> {
  const url = headers['azure-asyncoperation'] ?? headers['location']!;
  expect(url.startsWith(`${HOST}/`)).toBe(true);
  for (let i = 0; i < 200; i++) {
    const poll = await ask(sandbox, 'GET', url);
    if (poll.status !== 202 && poll.body?.status !== 'InProgress') return poll;
    expect(poll.headers['retry-after']).toBe('1');
    sandbox.control.advance(1000);
  }
  throw new Error('The operation never ended.');
}
