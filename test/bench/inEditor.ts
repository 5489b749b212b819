import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { packageHelper } from '../../scripts/packageHelper.ts';
import { root } from '../../scripts/run.ts';
import { openWindow } from '../host/openWindow.ts';
import { freePort, serveEditor } from '../host/servedEditor.ts';

const answerWithinMs = 60_000;
const probePackage = path.join(root, 'out/probe.vsix');

/** A VS Code of its own, with the packaged extension and the probe installed, and a window of it. */
export interface MeasuredEditor extends AsyncDisposable {
  readonly page: Page;
  /** Asks the probe, once it is there; see probe/probe.cjs. */
  readonly ask: (question: string, parameters?: Readonly<Record<string, string>>) => Promise<string>;
}

/** Packages the probe: once, before the first `openMeasured`. */
export async function packageProbe(): Promise<void> {
  await packageHelper(path.join(import.meta.dirname, 'probe'), probePackage);
}

/** A fresh one for each run: an extension host outlives its window for a while, and the browser remembers which view was open. */
export async function openMeasured(vsix: string): Promise<MeasuredEditor> {
  const port = await freePort();
  const stack = new AsyncDisposableStack();
  const editor = stack.use(
    await serveEditor({
      install: [vsix, probePackage],
      env: { AZURE_DR_PROBE_PORT: String(port) },
      // A served editor looks for open ports every few seconds, and starting a process for that blocks its extension host for 85 ms.
      settings: { 'remote.autoForwardPorts': false },
    }),
  );
  const { page } = stack.use(await openWindow(editor));
  const ask = async (question: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> => {
    const url = `http://127.0.0.1:${port}/${question}?${new URLSearchParams(parameters).toString()}`;
    const deadline = performance.now() + answerWithinMs;
    for (;;) {
      const response = await fetch(url, { signal: AbortSignal.timeout(answerWithinMs) }).catch(() => undefined);
      const text = await response?.text();
      if (response?.ok === true) return text ?? '';
      if (response !== undefined || performance.now() > deadline) throw new Error(`The probe fails at ${url}: ${text ?? 'no answer'}`);
      await sleep(100);
    }
  };
  return { page, ask, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
