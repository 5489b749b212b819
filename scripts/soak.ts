// `npm run soak -- --sequences N --seed S`: thousands of random lives of a machine, as `npm test` plays two hundred. The seed is printed first.
import { parseArgs } from 'node:util';
import { run } from './run.ts';

const { values } = parseArgs({ options: { sequences: { type: 'string', default: '10000' }, seed: { type: 'string' } } });
const number = (name: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new TypeError(`--${name} ${JSON.stringify(text)} is no whole number.`);
  return value;
};
const sequences = number('sequences', values.sequences);
const seed = number('seed', values.seed ?? String(Date.now() % 2 ** 31));
console.log(`${sequences} sequences; again with: npm run soak -- --sequences ${sequences} --seed ${seed}`);
const env = { LIFE_SEQUENCES: String(sequences), LIFE_SEED: String(seed) };
const { code } = await run('vitest', ['run', '--project', 'wire', 'test/wire/operations-random.test.ts'], { env });
process.exitCode = code;
