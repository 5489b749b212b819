import { defineConfig, type OxlintOverride } from 'oxlint';

interface Layer {
  readonly may: readonly string[];
  /** Pure layers import neither packages nor Node. */
  readonly pure?: boolean;
  readonly vscode?: boolean;
  /** Its folders in order: each may import those before it; the files beside them import none. */
  readonly order?: readonly string[];
}

/** Folder of `src` → what it may import. The linter's overrides are made from this one table; docs/architecture.md shows it. */
const layers: Record<string, Layer> = {
  model: { may: [], pure: true },
  readiness: { may: ['model'], pure: true },
  azure: { may: ['model'], order: ['signIn', 'limits', 'wire', 'inventory', 'siteRecovery'] },
  operations: {
    may: ['model', 'readiness', 'azure'],
    order: ['enable', 'estimate', 'preflight', 'journal', 'item', 'run', 'testChecks'],
  },
  sandbox: { may: [] },
  editor: { may: ['model', 'readiness', 'azure', 'operations', 'sandbox'], vscode: true },
  cli: { may: ['model', 'readiness', 'azure', 'operations', 'sandbox'] },
};
const folders = Object.keys(layers);

/** Of several overrides that name a file the last one counts alone, so each has all that is forbidden there. */
function layerRules(folder: string): readonly OxlintOverride[] {
  const { may, pure = false, vscode = false, order = [] } = layers[folder]!;
  const closed = folders.filter((other) => other !== folder && !may.includes(other));
  const patterns = [
    {
      regex: `^(\\.\\./)+(${[...closed, 'extension', 'cli\\.ts', 'sandbox\\.ts'].join('|')})(/|\\.|$)`,
      message: `src/${folder} may import only ${may.join(', ') || 'itself'}.`,
    },
    ...(pure ? [{ regex: '^[^.]', message: `src/${folder} is pure: no packages, no Node.` }] : []),
    ...(vscode || pure ? [] : [{ regex: '^vscode$', allowTypeImports: true, message: 'vscode belongs in src/editor.' }]),
  ];
  const forbid = (files: string, later: readonly string[] = []): OxlintOverride => {
    const regex = `^(\\./|(\\.\\./)+)(${later.join('|')})/`;
    const message = `The order in src/${folder}: ${order.join(', ')}.`;
    return {
      files: [files],
      rules: {
        'typescript/no-restricted-imports': ['error', { patterns: later.length === 0 ? patterns : [...patterns, { regex, message }] }],
      },
    };
  };
  return [
    forbid(`src/${folder}/**`),
    forbid(`src/${folder}/*`, order),
    ...order.map((inner, at) => forbid(`src/${folder}/${inner}/**`, order.slice(at + 1))),
  ];
}

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'promise'],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    // The compiler does this (noImplicitReturns), and knows exhaustive switches.
    'typescript/consistent-return': 'off',
    'no-await-in-loop': 'off',
    // JSON of the wire is asserted to its documented shape at the edge.
    'typescript/no-unsafe-type-assertion': 'off',
    'unicorn/consistent-function-scoping': 'off',
  },
  ignorePatterns: ['node_modules', 'test/unit/planted', 'dist', 'out'],
  overrides: [{ files: ['*.config.ts', '.vscode-test.mjs'], rules: { 'import/no-default-export': 'off' } }, ...folders.flatMap(layerRules)],
});
