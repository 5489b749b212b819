import { redact } from '../azure/redact.ts';

/**
 * The SDK writes to standard error by itself where the environment asks it to, with tenants and applications in addresses and sentences: from
 * now on that is redacted like all else.
 */
export function cleanSdkLog({ AZURE_LOG_LEVEL: level, DEBUG: namespaces } = process.env): void {
  if (!level && !namespaces) return;
  const { stderr } = process;
  const write = stderr.write.bind(stderr) as (text: string, ...rest: readonly unknown[]) => boolean;
  stderr.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]) => write(redact(Buffer.from(chunk).toString()), ...rest);
}
