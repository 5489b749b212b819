import { createHash } from 'node:crypto';
import type { AzureSettings } from './azureSettings.ts';

/** Name of what is kept of an Azure: one for each cloud, way of signing in and tenant. Says nothing to whoever reads it. */
export function keptName({ cloud, credential, tenant }: AzureSettings): string {
  return hashed(`${cloud.endpoint} ${credential} ${tenant ?? ''}`);
}

export function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
