import { Buffer } from 'node:buffer';
import { textAt } from '../../recovery/field.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { badRequest } from '../errors.ts';
import { bodyObject } from '../generic.ts';
import { ACCOUNT, existingAccount } from './accounts.ts';

/** Members of the question (OpenAPI), and the letters for them in a token (documented: "Create an account SAS", "Create a service SAS"). */
type Letters = Readonly<Record<string, string>>;

const SHARED: Letters = { signedPermission: 'sp', signedStart: 'st', signedExpiry: 'se', signedProtocol: 'spr', signedIp: 'sip' };
const ACCOUNT_SAS: Letters = { signedServices: 'ss', signedResourceTypes: 'srt', ...SHARED };
const SERVICE_SAS: Letters = { signedResource: 'sr', signedIdentifier: 'si', ...SHARED };

/** Tokens for an account and for what lies in it. Their signatures are none: no blobs are played that they could open. */
export function registerAccountSas(world: World): void {
  const need = ['signedServices', 'signedResourceTypes', 'signedPermission', 'signedExpiry'];
  world.router
    .add('POST', `${ACCOUNT}/listAccountSas`, (call) => answer(world, call, 'accountSasToken', ACCOUNT_SAS, need))
    .add('POST', `${ACCOUNT}/listServiceSas`, (call) => answer(world, call, 'serviceSasToken', SERVICE_SAS, ['canonicalizedResource']))
    .add('POST', `${ACCOUNT}/revokeUserDelegationKeys`, (call) => {
      existingAccount(world, call);
      return { status: 200 };
    });
}

function answer(world: World, call: Call, member: string, letters: Letters, need: readonly string[]): Reply {
  existingAccount(world, call);
  const asked = bodyObject(call);
  const missing = need.filter((name) => (textAt(asked, name) ?? '') === '');
  if (missing.length > 0) {
    throw badRequest('InvalidValuesForRequestParameters', `Values for request parameters are invalid: ${missing.join(', ')}.`);
  }
  const token = new URLSearchParams({ sv: '2015-04-05' });
  for (const [name, letter] of Object.entries(letters)) {
    const value = textAt(asked, name);
    if (value !== undefined) token.set(letter, value);
  }
  token.set('sig', Buffer.from('This is not a signature.').toString('base64'));
  return { status: 200, body: { [member]: token.toString() } };
}
