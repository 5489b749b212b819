import { expect, test } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { permissions } from '../../src/model/permissions.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';

const actions = Object.values(permissions).flatMap((permission): readonly string[] => permission.actions.map((each) => each.toLowerCase()));

/** Of `/subscriptions/x/providers/n.s/type/y/part/z` it is `n.s/type/part`; what lies in no provider is Resource Manager's own. */
function typeOf(path: string): string {
  const provider = path.toLowerCase().split('/providers/').at(-1) ?? '';
  const [namespace, ...parts] = (provider.startsWith('/') ? `microsoft.resources${provider}` : provider).split('/');
  return [namespace, ...parts.filter((_, at) => at % 2 === 0)].join('/');
}

/** A vault lists what lies deeper in it under a short path, with the permission for what is listed. */
function isAllowed(type: string): boolean {
  const [, owner, listed] = /^(microsoft\.recoveryservices\/vaults\/)(\w+)$/.exec(type) ?? [];
  return (
    actions.includes(`${type}/read`) || (owner !== undefined && actions.some((a) => a.startsWith(owner) && a.endsWith(`/${listed}/read`)))
  );
}

test('all that the audit reads, by lists alone and at full depth, is in the table of permissions', async () => {
  const sandbox = createSandbox({ clock: 'manual' });
  const refused = { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } };
  // It asks for no permission of its own; what it shows needs those of the lists.
  sandbox.control.addFault({ path: 'Microsoft.ResourceGraph', ...refused, times: 1000 });
  const connection = sandboxConnection(
    sandboxHttpClient((request) => sandbox.handle(request)),
    { kind: 'sandbox', label: 'Sandbox' },
  );
  const inventory = await readInventory(connection, { depth: 'full' });
  expect(inventory.gaps).toEqual([]);
  const types = new Set(sandbox.control.requests().map(({ path }) => typeOf(path)));
  types.delete('microsoft.resourcegraph/resources');
  expect(types.size).toBeGreaterThan(25);
  expect([...types].filter((type) => !isAllowed(type))).toEqual([]);
});
