import { defineConfig } from '@vscode/test-cli';

const standIn = process.env['AZURE_DR_CODE'];

export default defineConfig({
  label: 'host',
  files: 'out/test/host/**/*.test.cjs',
  mocha: { ui: 'tdd', timeout: 30_000 },
  // test/host/runHost.ts names a stand-in where no VS Code can be downloaded.
  ...(standIn === undefined ? {} : { useInstallation: { fromPath: standIn } }),
});
