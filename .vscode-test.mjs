import { defineConfig } from '@vscode/test-cli';

const standIn = process.env['AZURE_DR_CODE'];

export default defineConfig({
  label: 'host',
  // First the one that begins before anything is opened.
  files: ['out/test/host/readiness.test.cjs', 'out/test/host/**/*.test.cjs'],
  mocha: { ui: 'tdd', timeout: 30_000 },
  // test/host/runHost.ts names a stand-in where no VS Code can be downloaded.
  ...(standIn === undefined ? {} : { useInstallation: { fromPath: standIn } }),
});
