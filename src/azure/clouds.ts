import { UserError } from '../model/userError.ts';

/** An Azure: where its Resource Manager answers, and who signs people in for it. */
export interface Cloud {
  readonly name: string;
  /** Origin of Resource Manager, without a trailing slash. The only host that tokens of this cloud are sent to. */
  readonly endpoint: string;
  /** What tokens are made for; the scope is this and `/.default`. */
  readonly audience: string;
  /** Origin of the sign-in service; undefined for a custom cloud: `AZURE_AUTHORITY_HOST`, or Azure CLI's own. */
  readonly authority: string | undefined;
  /** Origin of the portal; undefined for a custom cloud. */
  readonly portal: string | undefined;
}

interface KnownCloud extends Cloud {
  readonly authority: string;
  readonly portal: string;
  /** Domains in which this cloud's services have their names: a token for any of them is worth something there. */
  readonly domains: readonly string[];
}

/** Names, endpoints and domains as Azure CLI's own table of clouds has them (azure-cli-core `cloud.py`, 2.45). */
export const knownClouds = [
  {
    name: 'AzureCloud',
    endpoint: 'https://management.azure.com',
    audience: 'https://management.azure.com',
    authority: 'https://login.microsoftonline.com',
    portal: 'https://portal.azure.com',
    domains: [
      'azure.com',
      'azure.net',
      'windows.net',
      'microsoft.com',
      'microsoftonline.com',
      'applicationinsights.io',
      'loganalytics.io',
      'azuresynapse.net',
    ],
  },
  {
    name: 'AzureUSGovernment',
    endpoint: 'https://management.usgovcloudapi.net',
    audience: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
    portal: 'https://portal.azure.us',
    domains: ['usgovcloudapi.net', 'azure.us', 'microsoft.us', 'microsoftonline.us', 'applicationinsights.us', 'loganalytics.us'],
  },
  {
    name: 'AzureChinaCloud',
    endpoint: 'https://management.chinacloudapi.cn',
    audience: 'https://management.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
    domains: ['chinacloudapi.cn', 'azure.cn', 'microsoftonline.cn'],
  },
] as const satisfies readonly KnownCloud[];

export type CloudName = (typeof knownClouds)[number]['name'];

/** A known cloud by its name. */
export function cloudNamed(name: CloudName): Cloud {
  return knownClouds.find((cloud) => cloud.name === name)!;
}

/** The known cloud whose Resource Manager answers there; undefined for any other address. */
export function cloudAt(endpoint: string): Cloud | undefined {
  const origin = URL.parse(endpoint)?.origin;
  return knownClouds.find((cloud) => cloud.endpoint === origin);
}

/** Whether an address is that of a known cloud’s sign-in service. */
export function isKnownAuthority(authority: string): boolean {
  const origin = URL.parse(authority)?.origin;
  return knownClouds.some((cloud) => cloud.authority === origin);
}

/** Whether a text may name a tenant, by id or domain: as the SDK demands of what ends up in an address or on a command line. */
export function isTenantName(text: string): boolean {
  return /^[\da-z][\da-z.-]*$/i.test(text);
}

/** Scopes for the tokens of a cloud. A slash at the end of the audience is part of its name: two then stand before `.default`. */
export function scopesOf({ audience }: Cloud): readonly string[] {
  return [`${audience}/.default`];
}

/**
 * A cloud of somebody else's: Azure Stack, a served sandbox. Its tokens are made for `audience`, which may not be anything of a known
 * cloud: a token for Azure must never be sent to another host.
 *
 * Throws a `UserError`: `refusedEndpoint` for an address or an audience that tokens may not go to.
 */
export function customCloud(endpoint: string, audience: string): Cloud {
  const { origin, host } = plainHttps(endpoint);
  return { name: `Azure at ${host}`, endpoint: origin, audience: foreignAudience(audience), authority: undefined, portal: undefined };
}

function plainHttps(endpoint: string): URL {
  const url = URL.parse(endpoint);
  if (url?.protocol === 'https:' && url.username === '' && url.password === '' && `${url.pathname}${url.search}${url.hash}` === '/')
    return url;
  throw new UserError(
    'refusedEndpoint',
    `${JSON.stringify(endpoint)} is no https address of a Resource Manager.`,
    'Give its origin: https://management.example.com.',
  );
}

/**
 * Only https: the id of an application names Azure's Resource Manager as well as its address does, and cannot be told from others.
 * As written but for the URL standard's normal form, so that what is checked is what is asked for.
 */
function foreignAudience(audience: string): string {
  const url = URL.parse(audience);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || `${url.search}${url.hash}` !== '') {
    throw new UserError(
      'refusedEndpoint',
      `The audience ${JSON.stringify(audience)} is no https address.`,
      'Give the one that the private cloud names for its Resource Manager.',
    );
  }
  const host = url.hostname.replace(/\.+$/, '');
  const owner = knownClouds.find(({ domains }) => domains.some((domain) => host === domain || host.endsWith(`.${domain}`)));
  if (owner) {
    throw new UserError(
      'refusedEndpoint',
      `The audience ${JSON.stringify(audience)} is of ${owner.name}: its tokens are sent nowhere else.`,
      `Read ${owner.name} itself, or give the private cloud’s own audience.`,
    );
  }
  return audience.trimEnd().endsWith('/') ? url.href : url.href.replace(/\/$/, '');
}
