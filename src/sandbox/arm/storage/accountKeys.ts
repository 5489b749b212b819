import { Buffer } from 'node:buffer';
import { patchProperties } from '../../recovery/patchProperties.ts';
import { fieldAt, textAt } from '../../recovery/field.ts';
import type { ArmResource } from '../../resource.ts';
import type { Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { badRequest } from '../errors.ts';
import { bodyObject } from '../generic.ts';
import { ACCOUNT, existingAccount } from './accounts.ts';

const NAMES = ['key1', 'key2'] as const;

/** The two keys of an account, and making one anew, which changes when it was made. Recorded at 2022-05-01. */
export function registerAccountKeys(world: World): void {
  world.router.add('POST', `${ACCOUNT}/listKeys`, (call) => keysOf(existingAccount(world, call)));
  world.router.add('POST', `${ACCOUNT}/regenerateKey`, (call) => {
    const account = existingAccount(world, call);
    const wanted = textAt(bodyObject(call), 'keyName')?.toLowerCase();
    const name = NAMES.find((one) => one === wanted);
    // [GAP] Azure's words for a key that an account has not were never read.
    if (!name) throw badRequest('InvalidValuesForRequestParameters', 'Values for request parameters are invalid: keyName.');
    patchProperties(world, account.id, ({ keyCreationTime }) => ({
      keyCreationTime: { ...(keyCreationTime as object | undefined), [name]: world.clock.now().toISOString() },
    }));
    return keysOf(existingAccount(world, call));
  });
}

function keysOf(account: ArmResource): Reply {
  const keys = NAMES.map((keyName) => ({
    // Azure shows null for keys from before it wrote the time down [recorded].
    creationTime: fieldAt(account, 'properties', 'keyCreationTime', keyName) ?? null,
    keyName,
    value: notAKey(account, keyName),
    permissions: 'FULL',
  }));
  return { status: 200, body: { keys } };
}

/** Says what it is: nobody shall take it for a key. Another one for each account, and once it is made anew. */
function notAKey(account: ArmResource, keyName: string): string {
  const made = textAt(account, 'properties', 'keyCreationTime', keyName) ?? 'long ago';
  return Buffer.from(`This is not a key (${keyName} of ${account.name} in the sandbox, made ${made}).`).toString('base64');
}
