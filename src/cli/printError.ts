import { redact } from '../azure/redact.ts';
import { safeText } from './terminalText.ts';

/** One line on standard error: without secrets and account names, and without what would steer the terminal. */
export function printError(line: string): void {
  console.error(`azure-dr: ${safeText(redact(line))}`);
}

/** A defect of ours, with its stack: many lines, cleaned in the same way. */
export function printDefect(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = redact(`Unexpected: ${stack}`).split('\n');
  console.error(`azure-dr: ${lines.map(safeText).join('\n')}`);
}
