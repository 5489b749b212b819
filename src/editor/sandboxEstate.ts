import { sandboxConnection } from '../azure/wire/connection.ts';
import { readDetails } from '../azure/inventory/readDetails.ts';
import { readInventory } from '../azure/inventory/readInventory.ts';
import { refreshMachine } from '../azure/inventory/refreshMachine.ts';
import { refreshSubscription } from '../azure/inventory/refreshSubscription.ts';
import { UserError } from '../model/userError.ts';
import { sandboxHttpClient } from '../sandbox/inProcess.ts';
import { startSandboxWorker } from '../sandbox/workerClient.ts';
import type { Estate, SandboxChoice } from './estate.ts';
import { SandboxOutages } from './sandboxOutages.ts';
import { SandboxTime } from './sandboxTime.ts';

/**
 * Starts the sandbox in a thread of its own and reads it as Azure would be read. `worker`: file URL of the built `sandboxWorker.js`.
 * Throws a `UserError` for a choice that no estate can be made of.
 */
export function openSandboxEstate(choice: SandboxChoice, worker: URL): Estate {
  for (const [name, value] of Object.entries(choice)) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new UserError(
        'usage',
        `The sandbox cannot be made with ${name} = ${String(value)}.`,
        'Give a whole number that is not negative.',
      );
    }
  }
  const sandbox = startSandboxWorker(worker, choice);
  const time = new SandboxTime((seconds) => sandbox.control('POST', '/clock', { advanceSeconds: seconds }));
  const outages = new SandboxOutages(
    (region, state) => sandbox.control('POST', '/outage', { region, state }),
    () => time.now(),
  );
  const connection = sandboxConnection(
    sandboxHttpClient(async (request) => time.told(await sandbox.handle(request))),
    { kind: 'sandbox', label: 'Sandbox' },
  );
  return {
    readAll: (signal, _asking, before) => readInventory(connection, { depth: 'inventory', before, signal }),
    readSubscription: (inventory, id, signal) => refreshSubscription(connection, inventory, id, { depth: 'inventory', signal }),
    readMachine: (inventory, machine, signal) => refreshMachine(connection, inventory, machine, { signal }),
    readDetails: (inventory, subjects, signal) => readDetails(connection, inventory, subjects, { signal }),
    connectionTo: () => connection,
    time,
    outages,
    get surroundings() {
      return { lockedTenants: [], notPicked: 0, regionsDown: outages.down };
    },
    close: () => sandbox.stop(),
  };
}
