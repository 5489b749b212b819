import type { Screen } from '../tree/screen.ts';
import { pickMachine } from './pick.ts';
import { azureIdOf, rowArguments } from './rows.ts';

/** Ids of the resources that the selected rows stand for, each once, as Azure spells them; without a row that of a machine that is asked for. */
export async function resourceIds(screen: Screen | undefined, row: unknown, selected: unknown): Promise<readonly string[]> {
  const rows = rowArguments(row, selected);
  if (rows.length > 0) return [...new Set(rows.flatMap((node) => azureIdOf(node) ?? []))];
  const machine = screen && (await pickMachine(screen));
  return machine ? [machine.azureId] : [];
}
