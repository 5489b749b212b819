import { writeUrl, type WriteCall } from '../azure/wire/armWriter.ts';

/** A request as a command of Azure CLI for a POSIX shell, with the very body. */
export function azRest(call: WriteCall, endpoint: string): string {
  return [
    'az rest',
    `--method ${call.method.toLowerCase()}`,
    `--url ${quoted(writeUrl(endpoint, call))}`,
    ...(call.body === undefined ? [] : [`--body ${quoted(JSON.stringify(call.body))}`]),
  ].join(' ');
}

/** One word for the shell, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
