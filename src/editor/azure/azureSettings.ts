import { cloudNamed, customCloud, isTenantName, knownClouds, type Cloud } from '../../azure/clouds.ts';
import { credentialKinds, type CredentialKind } from '../../azure/signIn/credentialKind.ts';
import { UserError } from '../../model/userError.ts';
import { settingIds } from '../ids.ts';

/** Which Azure is read, and as whom. */
export interface AzureSettings {
  readonly cloud: Cloud;
  readonly credential: 'vscode' | CredentialKind;
  /** Undefined: all tenants of the account. */
  readonly tenant: string | undefined;
  /** Provider of VS Code's accounts. */
  readonly provider: 'microsoft' | 'microsoft-sovereign-cloud';
}

/** The provider of other clouds signs in to the one that this setting of its own names. */
const sovereignSetting = 'microsoft-sovereign-cloud.environment';
const sovereignNames: Readonly<Record<string, string>> = { AzureUSGovernment: 'USGovernment', AzureChinaCloud: 'ChinaCloud' };

/** `read` gives a setting as the person has set it, undefined when they have not. Throws a `UserError` for settings that do not go together. */
export function azureSettings(read: (id: string) => unknown): AzureSettings {
  const credential = oneOf(settingIds.credential, read(settingIds.credential) ?? 'vscode', ['vscode', ...credentialKinds] as const);
  const cloud = cloudOf(read);
  const sovereign = read(sovereignSetting);
  const wanted = sovereignNames[cloud.name];
  if (credential === 'vscode' && wanted !== undefined && sovereign !== wanted) {
    throw new UserError('usage', `VS Code’s accounts are not set to ${cloud.name}.`, `Set ${sovereignSetting} to ${wanted}.`);
  }
  const isOwn = cloud.authority === undefined && text(sovereignSetting, read) !== undefined;
  const provider = wanted !== undefined || isOwn ? 'microsoft-sovereign-cloud' : 'microsoft';
  return { cloud, credential, tenant: tenantOf(read), provider };
}

function cloudOf(read: (id: string) => unknown): Cloud {
  const names = knownClouds.map(({ name }) => name);
  const name = oneOf(settingIds.cloud, read(settingIds.cloud) ?? 'AzureCloud', names);
  const endpoint = text(settingIds.endpoint, read);
  const audience = text(settingIds.audience, read);
  if (endpoint === undefined) return cloudNamed(name);
  if (audience === undefined) {
    throw new UserError(
      'usage',
      `${settingIds.endpoint} needs ${settingIds.audience}.`,
      'Set it to the audience of the private cloud’s own Resource Manager, or remove the endpoint.',
    );
  }
  return customCloud(endpoint, audience);
}

function tenantOf(read: (id: string) => unknown): string | undefined {
  const tenant = text(settingIds.tenant, read);
  if (tenant === undefined || isTenantName(tenant)) return tenant?.toLowerCase();
  throw new UserError(
    'usage',
    `${settingIds.tenant} is neither an id nor a domain.`,
    'Set it to the tenant’s id, or to one of its domains.',
  );
}

function oneOf<T extends string>(id: string, value: unknown, values: readonly T[]): T {
  const found = values.find((each) => each === value);
  if (found === undefined) throw new UserError('usage', `${id} is set to something unknown.`, `Set it to one of ${values.join(', ')}.`);
  return found;
}

/** A value that is no text was meant to say something: it is refused, not passed over. */
function text(id: string, read: (id: string) => unknown): string | undefined {
  const value = read(id) ?? '';
  if (typeof value !== 'string') throw new UserError('usage', `${id} is no text.`, 'Set it to one, in quotation marks, or remove it.');
  return value.trim() || undefined;
}
