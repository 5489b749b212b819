import type { CommandId } from '../ids.ts';
import { escapeMarkdown } from '../markdown.ts';

/** A link in a page that runs a command of ours; whatever is in the argument is data. */
export function commandLink(text: string, command: CommandId, argument?: object): string {
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `[${escapeMarkdown(text)}](<command:${command}${query}>)`;
}
