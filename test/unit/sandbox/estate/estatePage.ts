/** What `docs/estate.md` says. */
export interface EstatePage {
  readonly machines: readonly { readonly name: string; readonly location: string; readonly state: string; readonly recovery: string }[];
  readonly rules: readonly { readonly id: string; readonly hits: readonly string[]; readonly nearMisses: readonly string[] }[];
}

/** Reads the tables of machines (five columns) and of rules (three columns) of the page. */
export function readEstatePage(markdown: string): EstatePage {
  const rows = markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
  const machines = rows.filter(([first]) => first?.startsWith('`'));
  const rules = rows.filter(([first]) => first?.startsWith('DR-'));
  return {
    machines: machines.map(([name = '', location = '', , state = '', recovery = '']) => ({
      name: names(name)[0] ?? '',
      location,
      state,
      recovery,
    })),
    rules: rules.map(([id = '', hits = '', nearMisses = '']) => ({ id, hits: names(hits), nearMisses: names(nearMisses) })),
  };
}

function names(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}
