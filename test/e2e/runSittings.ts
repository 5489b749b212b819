// Runs test/e2e file by file, each in a real VS Code in a browser of its own; names after `--` choose files. A sitting that fails is gone through
// once more in a new window, and that is told at the end: whoever drives a browser meets moments in which it draws, which no person is quick enough
// to meet. Where more than two fail, none of them is tried again.
import { globSync } from 'node:fs';
import { run, type Ran } from '../../scripts/run.ts';

/** Sittings of one run that may have a second window. */
const mostAgain = 2;

const sit = (file: string): Promise<Ran> => run('vitest', ['run', '--project', 'e2e', file], { quiet: true });

const chosen = process.argv.slice(2);
const all = globSync('test/e2e/*.test.ts').toSorted();
const files = all.filter((file) => chosen.length === 0 || chosen.some((words) => file.includes(words)));
if (files.length === 0) throw new Error(`No file of test/e2e is called ${chosen.join(', ')}.`);

const failed: { readonly file: string; readonly output: string }[] = [];
for (const file of files) {
  const { code, output } = await sit(file);
  if (code === 0) process.stdout.write(output);
  else failed.push({ file, output });
}

for (const { file, output } of failed) {
  if (failed.length > mostAgain) {
    process.stdout.write(output);
    process.exitCode = 1;
    continue;
  }
  // Quoted, so that nobody counts its tests twice.
  console.log(`\n=== ${file} failed:\n${output.replaceAll(/^/gm, '> ')}\n=== ${file} in a new window`);
  const again = await sit(file);
  process.stdout.write(again.output);
  console.log(again.code === 0 ? `=== ${file} failed at first, and passed in a new window` : `=== ${file} failed twice`);
  if (again.code !== 0) process.exitCode = 1;
}
