import { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import { bodyObject } from '../../arm/generic.ts';
import { badRequest } from '../../arm/errors.ts';
import { ArmError, type Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { nameGuid } from '../nameGuid.ts';
import { etagAt } from './vaultBody.ts';
import { calledVaultId, requireVault, VAULT, VAULT_TYPE } from '../vaultScope.ts';

const INFO = 'extendedInformation/vaultExtendedInfo';
/** What it shows as if it were a vault [recorded at 2023-01-01]. */
const NOTHING = { location: null, tags: null, identity: null, sku: null };

/** With what clients make themselves known to a vault: PowerShell looks for its keys before anything else of Site Recovery. */
export function registerVaultRegistration(world: World): void {
  world.router
    .add('GET', `${VAULT}/${INFO}`, (call) => {
      requireVault(world, call);
      const info = world.store.get(`${calledVaultId(call)}/${INFO}`);
      // The code is the one that PowerShell looks for. [GAP] The rest of the answer was never read.
      if (!info) throw new ArmError(404, 'ResourceExtendedInfoNotFound', 'The extended information of the vault does not exist.');
      return { status: 200, body: { ...NOTHING, ...info } };
    })
    .add('PUT', `${VAULT}/${INFO}`, (call) => ({ status: 200, body: putInfo(world, call) }))
    .add('PATCH', `${VAULT}/${INFO}`, (call) => ({ status: 200, body: putInfo(world, call) }))
    .add('PUT', `${VAULT}/certificates/{certificate}`, (call) => ({ status: 200, body: certificate(world, call) }));
}

function putInfo(world: World, call: Call): unknown {
  const vault = requireVault(world, call);
  const id = `${vault.id}/${INFO}`;
  const { properties } = bodyObject(call);
  const info = {
    id,
    name: 'vaultExtendedInfo',
    type: `${VAULT_TYPE}/extendedInformation`,
    etag: etagAt(world.clock.now()),
    properties: { algorithm: 'None', ...world.store.get(id)?.properties, ...(properties as object | undefined) },
  };
  world.store.put(info);
  return { ...NOTHING, ...info };
}

/** Registers the certificate of an agent or provider: the OpenAPI's `ResourceCertificateAndAadDetails`. [GAP] Its principals are made up. */
function certificate(world: World, call: Call): unknown {
  const vault = requireVault(world, call);
  const name = call.params['certificate'] ?? '';
  const sent = textAt(bodyObject(call), 'properties', 'certificate') ?? '';
  const { subject, issuer, fingerprint, validFrom, validTo } = parsed(sent);
  return {
    id: `${vault.id}/certificates/${name}`,
    name,
    type: `${VAULT_TYPE}/certificates`,
    properties: {
      authType: 'AzureActiveDirectory',
      certificate: sent,
      friendlyName: name,
      subject,
      issuer,
      thumbprint: fingerprint.replaceAll(':', ''),
      validFrom: new Date(validFrom).toISOString(),
      validTo: new Date(validTo).toISOString(),
      resourceId: Number.parseInt(nameGuid(vault.id).slice(0, 8), 16),
      aadAuthority: call.origin,
      aadTenantId: world.tenantId,
      servicePrincipalClientId: nameGuid(`${vault.id}/${name}/client`),
      servicePrincipalObjectId: nameGuid(`${vault.id}/${name}/object`),
      azureManagementEndpointAudience: `${call.origin}/`,
    },
  };
}

function parsed(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    throw badRequest('InvalidCertificate', 'The certificate of the request is not valid.');
  }
}
