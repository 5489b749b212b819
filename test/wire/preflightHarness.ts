import { readReplicationSource } from '../../src/azure/siteRecovery/readReplicationSource.ts';
import { readVaultSetup } from '../../src/azure/siteRecovery/readVaultSetup.ts';
import type { EnableChoices } from '../../src/operations/enable/enableChoices.ts';
import { enableReplication, vaultIdFor } from '../../src/operations/enable/enableReplication.ts';
import { preflight, type PreflightResult } from '../../src/operations/preflight/preflight.ts';
import type { PreflightMachine } from '../../src/operations/preflight/preflightMachine.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import { choicesFor, openPlace, type Place } from './operationsHarness.ts';

const { signal } = new AbortController();
export const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';

/** With a firewall that lets everybody in: Azure shows one of every account. */
export function openWell(): Place {
  const place = openPlace();
  change(place, place.own.cache, (account) => ({
    properties: { ...account.properties, networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' } },
  }));
  return place;
}

export function change({ sandbox }: Place, id: string, make: (resource: ArmResource) => Partial<ArmResource>): void {
  const resource = sandbox.world.store.get(id)!;
  sandbox.control.putResources([{ ...resource, ...make(resource) }]);
}

export const put = ({ sandbox }: Place, id: string, more: Partial<ArmResource>): void =>
  sandbox.control.putResources([
    { id, name: id.split('/').at(-1)!, type: '', ...more, ...(more.type === undefined && { type: typeOf(id) }) },
  ]);

function typeOf(id: string): string {
  const [namespace, ...rest] = id.slice(id.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  return [namespace, ...rest.filter((_, at) => at % 2 === 0)].join('/');
}

export async function planned({ azure }: Place, machineId: string, choices: EnableChoices): Promise<PreflightMachine> {
  const source = await readReplicationSource(azure, machineId);
  return { source, choices, operation: enableReplication(source, choices, await readVaultSetup(azure, vaultIdFor(source, choices))) };
}

export interface Checked {
  /** `check level` of all that is not passed. */
  readonly faults: readonly string[];
  readonly results: readonly PreflightResult[];
  readonly calls: readonly string[];
}

export async function check(place: Place, machines: readonly PreflightMachine[]): Promise<Checked> {
  const before = place.sandbox.control.requests().length;
  const results = await preflight(place.azure, machines, signal);
  const calls = place.sandbox.control.requests().slice(before);
  return {
    results,
    faults: results.filter(({ level }) => level !== 'pass').map(({ check: id, level }) => `${id} ${level}`),
    calls: calls.map(({ method, path }) => `${method} ${path}`),
  };
}

export const checkOne = async (place: Place, choices: EnableChoices = choicesFor(place.own)): Promise<Checked> =>
  check(place, [await planned(place, place.own.machine, choices)]);

/** How enabling ends when nobody looks beforehand. */
export async function enableAnyway(place: Place, choices = choicesFor(place.own)): Promise<string> {
  const { operation } = await planned(place, place.own.machine, choices);
  const outcome = await place.run(operation);
  return outcome.kind === 'failed' ? outcome.problem.code : outcome.kind;
}

export const privateSubnet = (place: Place, more: object = {}): void =>
  change(place, place.own.sourceNetwork, ({ properties }) => ({
    properties: {
      ...properties,
      subnets: [
        {
          id: `${place.own.sourceNetwork}/subnets/default`,
          name: 'default',
          properties: { addressPrefix: '10.1.1.0/24', defaultOutboundAccess: false, ...more },
        },
      ],
    },
  }));

export const assigned = (place: Place, definition: string, parameters: Readonly<Record<string, unknown>>): void =>
  put(place, `${SUBSCRIPTION}/providers/Microsoft.Authorization/policyAssignments/one`, {
    properties: {
      policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${definition}`,
      parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, { value }])),
    },
  });
export const allowedLocations = 'e56962a6-4747-49cd-b67b-bf8b01975c4c';
export const noSharedKeys = '8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54';
