import { cloudAt, cloudNamed, customCloud, isTenantName, knownClouds, type Cloud } from '../azure/clouds.ts';
import { credentialKinds, type CredentialKind } from '../azure/signIn/credentialKind.ts';
import { text } from './flagTypes.ts';
import { oneOf, usage } from './usage.ts';

/** Where the audit reads: the built-in sandbox, one that is served on this machine, or an Azure. */
export type AuditSource =
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'served'; readonly endpoint: string; readonly caFile: string }
  | {
      readonly kind: 'azure';
      readonly cloud: Cloud;
      readonly credential: CredentialKind;
      readonly tenant: string | undefined;
      /** The certificate authority of a custom cloud; undefined: those that the system trusts. */
      readonly caFile: string | undefined;
    };

/** The flags that say where to read, as `parseArgs` takes them. */
export const sourceFlags = {
  sandbox: { type: 'boolean' },
  endpoint: text,
  ca: text,
  audience: text,
  cloud: text,
  credential: text,
  tenant: text,
} as const;

/** The words of the command line that say where to read. */
export interface SourceWords {
  readonly sandbox?: boolean | undefined;
  readonly endpoint?: string | undefined;
  readonly ca?: string | undefined;
  readonly audience?: string | undefined;
  readonly cloud?: string | undefined;
  readonly credential?: string | undefined;
  readonly tenant?: string | undefined;
  readonly subscription?: readonly string[] | undefined;
}

const waysToRead =
  'Say what to audit: --sandbox; --endpoint URL --ca FILE for a sandbox served on this machine; --subscription ID, --cloud NAME or --credential azureCli|environment for Azure; --endpoint URL --audience URL for a private cloud.';

const defaultCloud = 'AzureCloud';
const defaultCredential: CredentialKind = 'azureCli';

/**
 * Reads where to read. Throws a `UserError`: `usage` for words that do not go together, `refusedEndpoint` for an endpoint or audience that
 * tokens may not go to. Nothing is asked of anybody yet.
 */
export function sourceOf(words: SourceWords): AuditSource {
  const { sandbox, endpoint, ca, audience, cloud, credential, tenant, subscription } = words;
  if (sandbox) {
    refuseTogether('--sandbox', { endpoint, ca, audience, cloud, credential, tenant });
    return { kind: 'sandbox' };
  }
  if (endpoint === undefined) {
    if ((cloud ?? credential ?? tenant ?? subscription) === undefined) throw usage('No source.', waysToRead);
    if (audience !== undefined) throw usage('--audience needs --endpoint.', 'A known cloud has its own.');
    return knownSource(cloudNamed(cloudName(cloud ?? defaultCloud)), words);
  }
  refuseTogether('--endpoint', { cloud });
  const known = cloudAt(endpoint);
  if (known !== undefined) {
    if (audience !== undefined) throw usage(`--audience cannot be given for ${known.name}.`, 'It has its own.');
    return knownSource(known, words);
  }
  if (audience !== undefined) return azureSource(customCloud(endpoint, audience), words);
  if (credential !== undefined || tenant !== undefined) {
    throw usage(
      'The endpoint is of no known cloud, and gets no token.',
      'Give --audience URL, the audience of its own Resource Manager; or leave --credential and --tenant out for a served sandbox.',
    );
  }
  if (ca === undefined) {
    throw usage(
      '--endpoint needs --ca FILE for a served sandbox, or --audience URL for a private cloud.',
      'A served sandbox prints the path of its certificate authority when it starts.',
    );
  }
  return { kind: 'served', endpoint, caFile: ca };
}

/** The words that name a source, to be given again. The built-in sandbox has ended by then: one that is served stands in its place. */
export function sourceWords(source: AuditSource): readonly string[] {
  switch (source.kind) {
    case 'sandbox':
      return ['--endpoint', 'URL', '--ca', 'FILE'];
    case 'served':
      return ['--endpoint', source.endpoint, '--ca', source.caFile];
    case 'azure': {
      const { cloud, credential, tenant, caFile } = source;
      const known = cloudAt(cloud.endpoint);
      return [
        ...(known
          ? known.name === defaultCloud
            ? []
            : ['--cloud', known.name]
          : ['--endpoint', cloud.endpoint, '--audience', cloud.audience]),
        ...(credential === defaultCredential ? [] : ['--credential', credential]),
        ...(tenant === undefined ? [] : ['--tenant', tenant]),
        ...(caFile === undefined ? [] : ['--ca', caFile]),
      ];
    }
  }
}

function knownSource(cloud: Cloud, words: SourceWords): AuditSource {
  if (words.ca !== undefined) {
    throw usage(
      `--ca cannot be given for ${cloud.name}.`,
      'Its certificates are checked against those that the system trusts; behind an inspecting proxy, set NODE_EXTRA_CA_CERTS.',
    );
  }
  return azureSource(cloud, words);
}

function azureSource(cloud: Cloud, { credential = defaultCredential, tenant, ca }: SourceWords): AuditSource {
  if (tenant !== undefined && !isTenantName(tenant)) {
    throw usage('--tenant is neither an id nor a domain.', 'Give the tenant’s id, or one of its domains.');
  }
  return { kind: 'azure', cloud, credential: oneOf('--credential', credential, credentialKinds), tenant, caFile: ca };
}

function cloudName(name: string): (typeof knownClouds)[number]['name'] {
  return oneOf(
    '--cloud',
    name,
    knownClouds.map((cloud) => cloud.name),
  );
}

function refuseTogether(flag: string, others: Readonly<Record<string, string | undefined>>): void {
  const other = Object.keys(others).find((name) => others[name] !== undefined);
  if (other !== undefined) throw usage(`${flag} and --${other} exclude each other.`, 'Give one of them.');
}
