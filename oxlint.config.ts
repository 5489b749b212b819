import { defineConfig, type OxlintOverride } from 'oxlint';

interface Layer {
  readonly may: readonly string[];
  /** Pure layers import neither packages nor Node. */
  readonly pure?: boolean;
  readonly vscode?: boolean;
}

/** Folder of `src` → what it may import. The linter's overrides are made from this one table; docs/architecture.md shows it. */
const layers: Record<string, Layer> = {
  model: { may: [], pure: true },
  readiness: { may: ['model'], pure: true },
  azure: { may: ['model'] },
  operations: { may: ['model', 'readiness', 'azure'] },
  report: { may: ['model', 'readiness'], pure: true },
  sandbox: { may: [] },
  editor: { may: ['model', 'readiness', 'azure', 'operations', 'report', 'webview', 'sandbox'], vscode: true },
  webview: { may: ['model'] },
  cli: { may: ['model', 'readiness', 'azure', 'operations', 'report', 'sandbox'] },
};
const folders = Object.keys(layers);

function layerRule(folder: string): OxlintOverride {
  const { may, pure = false, vscode = false } = layers[folder]!;
  const closed = folders.filter((other) => other !== folder && !may.includes(other));
  return {
    files: [`src/${folder}/**`],
    rules: {
      'typescript/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${[...closed, 'extension', 'cli\\.ts', 'sandbox\\.ts'].join('|')})(/|\\.|$)`,
              message: `src/${folder} may import only ${may.join(', ') || 'itself'}.`,
            },
            ...(pure ? [{ regex: '^[^.]', message: `src/${folder} is pure: no packages, no Node.` }] : []),
            ...(vscode || pure ? [] : [{ regex: '^vscode$', allowTypeImports: true, message: 'vscode belongs in src/editor.' }]),
          ],
        },
      ],
    },
  };
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
  overrides: [{ files: ['*.config.ts', '.vscode-test.mjs'], rules: { 'import/no-default-export': 'off' } }, ...folders.map(layerRule)],
});
