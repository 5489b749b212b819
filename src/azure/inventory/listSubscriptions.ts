import type { Subscription } from '../../model/resource.ts';
import { ArmReader } from '../wire/armReader.ts';
import type { Connection } from '../wire/connection.ts';
import { readSubscriptions } from './readSubscriptions.ts';
import { withSession } from '../wire/withSession.ts';

/** Subscriptions that can be read over a connection. Throws a `UserError`, or the signal's reason when cancelled. */
export async function listSubscriptions(connection: Connection, signal?: AbortSignal): Promise<readonly Subscription[]> {
  return withSession(connection, signal, (session) => readSubscriptions(new ArmReader(session)));
}
