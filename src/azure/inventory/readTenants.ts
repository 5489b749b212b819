import { apiVersions } from '../apiVersions.ts';
import { ArmReader } from '../wire/armReader.ts';
import type { Connection } from '../wire/connection.ts';
import { textOf } from '../values.ts';
import { withSession } from '../wire/withSession.ts';

export interface Tenant {
  /** Lower-case GUID. */
  readonly id: string;
  /** Display name, else its domain, else its id. */
  readonly name: string;
}

/**
 * The tenants that an account belongs to, as a guest too, whichever tenant its token is for. Throws a `UserError`, or the signal's reason
 * when cancelled. Source: learn.microsoft.com/rest/api/resources/tenants/list.
 */
export async function readTenants(connection: Connection, signal?: AbortSignal): Promise<readonly Tenant[]> {
  return withSession(connection, signal, async (session) => {
    const tenants: Tenant[] = [];
    await new ArmReader(session).list('/tenants', apiVersions.subscriptions, {}, (page) => {
      for (const row of page) {
        const id = textOf(row['tenantId'])?.toLowerCase();
        if (id !== undefined) tenants.push({ id, name: textOf(row['displayName']) ?? textOf(row['defaultDomain']) ?? id });
      }
    });
    return tenants;
  });
}
