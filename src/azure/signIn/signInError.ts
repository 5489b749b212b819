import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/userError.ts';
import type { CloudName } from '../clouds.ts';
import type { CredentialKind } from './credentialKind.ts';
import type { CredentialOptions } from './credentials.ts';

/** What happened, what to do. */
type Words = readonly [string, string];

/**
 * Why a credential gave no token, in words for the editor and the terminal, with reason `signIn`. Decided by what is there (the command, the
 * variables) and by the code of the sign-in service, which the SDK hands on inside its message only; a code that is not known gets general words.
 * `isChallenge`: Azure took the token no longer, and asked for more (claims).
 */
export function signInError(error: unknown, kind: CredentialKind, options: CredentialOptions, isChallenge = false): UserError {
  if (error instanceof UserError) return error;
  const code = /\bAADSTS\d{5,8}\b/.exec(error instanceof Error ? error.message : '')?.[0];
  const [what, todo] = missing(kind) ?? challenged(kind, options, isChallenge) ?? known(code, kind, options) ?? unknown(kind, options);
  return new UserError('signIn', what, todo, { azureCode: code, cause: error });
}

function missing(kind: CredentialKind): Words | undefined {
  if (kind === 'azureCli') {
    return isOnPath('az')
      ? undefined
      : ['Azure CLI (az) is not installed, or not on the PATH.', 'Install it and run `az login`, or choose another credential.'];
  }
  const names = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'].filter(isUnset);
  if (isUnset('AZURE_CLIENT_SECRET') && isUnset('AZURE_CLIENT_CERTIFICATE_PATH')) {
    names.push('AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH');
  }
  return names.length === 0 ? undefined : [`The environment lacks ${names.join(', ')}.`, 'Set them to a service principal’s.'];
}

type Cause = 'expired' | 'moreProof' | 'tenant' | 'secret' | 'audience';

/** Codes of Microsoft Entra ID (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const causes: Readonly<Record<string, Cause>> = {
  AADSTS50173: 'expired',
  AADSTS50078: 'expired',
  AADSTS50133: 'expired',
  AADSTS70043: 'expired',
  AADSTS700082: 'expired',
  AADSTS700084: 'expired',
  AADSTS50005: 'moreProof',
  AADSTS50076: 'moreProof',
  AADSTS50079: 'moreProof',
  AADSTS50158: 'moreProof',
  AADSTS53000: 'moreProof',
  AADSTS53003: 'moreProof',
  AADSTS50020: 'tenant',
  AADSTS50059: 'tenant',
  AADSTS90002: 'tenant',
  AADSTS90072: 'tenant',
  AADSTS700016: 'tenant',
  AADSTS900023: 'tenant',
  AADSTS700027: 'secret',
  AADSTS7000215: 'secret',
  AADSTS7000222: 'secret',
  AADSTS50001: 'audience',
  AADSTS500011: 'audience',
};

function known(code: string | undefined, kind: CredentialKind, options: CredentialOptions): Words | undefined {
  switch (code === undefined ? undefined : causes[code]) {
    case 'expired':
      return ['The sign-in has expired or was withdrawn.', signInAgain(kind, options)];
    case 'moreProof':
      return ['The organisation asks for another proof of who you are.', signInAgain(kind, options)];
    case 'tenant': {
      const isGiven = kind === 'azureCli' || options.tenant !== undefined;
      return [
        'The tenant does not exist, or does not know this account.',
        `Check ${isGiven ? 'which tenant is given' : 'AZURE_TENANT_ID'}.`,
      ];
    }
    case 'secret':
      return ['The service principal’s secret or certificate is wrong or has expired.', 'Renew it and set the variable.'];
    case 'audience':
      return [
        'The tenant does not know the audience that was asked for.',
        'Check the cloud or the audience that is given, and the cloud of the sign-in.',
      ];
    case undefined:
      return undefined;
  }
}

/** Azure CLI hands out the token that it has, whatever is asked for: the SDK does not even run it. */
function challenged(kind: CredentialKind, options: CredentialOptions, isChallenge: boolean): Words | undefined {
  if (kind !== 'azureCli' || !isChallenge) return undefined;
  const again = `Run \`az logout\` first. ${signInAgain(kind, options)}`;
  return ['The organisation asks for another proof of who you are.', `${again} If that is not enough, sign in with VS Code.`];
}

function unknown(kind: CredentialKind, options: CredentialOptions): Words {
  return kind === 'azureCli'
    ? ['Azure CLI has no login that gives a token.', signInAgain(kind, options)]
    : [
        'The service principal in the environment gets no token.',
        'Check AZURE_TENANT_ID, AZURE_CLIENT_ID, its secret or certificate, and the way to the sign-in service.',
      ];
}

/** The cloud that Azure CLI signs in to unless it is told otherwise. */
const azureCliDefault: CloudName = 'AzureCloud';

/** Never names the tenant: the words may get into a log. */
function signInAgain(kind: CredentialKind, { cloud, tenant }: CredentialOptions): string {
  if (kind === 'environment') return 'Sign-in by the environment cannot ask anybody: see what is asked of this service principal.';
  const isSpecial = cloud.portal !== undefined && cloud.name !== azureCliDefault;
  const setCloud = isSpecial ? ` after \`az cloud set --name ${cloud.name}\`` : '';
  return `Run \`az login\`${tenant === undefined ? '' : ' for the same tenant'}${setCloud}.`;
}

function isUnset(name: string): boolean {
  return (process.env[name] ?? '') === '';
}

function isOnPath(command: string): boolean {
  const names = process.platform === 'win32' ? [`${command}.cmd`, `${command}.bat`, `${command}.exe`] : [command];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => names.some((name) => isExecutable(path.join(folder, name))));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
