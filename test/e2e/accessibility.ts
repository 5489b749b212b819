import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../scripts/run.ts';
import type { Workbench } from '../host/workbench.ts';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** What lies behind a page is the editor's. */
const behind = 'html { background: var(--vscode-editor-background) }';
const style = `${behind}\n${readFileSync(path.join(root, 'media/page.css'), 'utf8')}`;

interface Axe {
  run(): Promise<{
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { html: string; failureSummary: string }[] }[];
  }>;
}

/**
 * What axe-core finds wrong with the page of ours in front, in a line each: rule, element, what is the matter. A page of ours may run no script, so
 * what stands in it (with the theme's colours, which are values of its root) is looked at beside it.
 */
export async function accessibilityProblems({ markdown, page }: Workbench): Promise<readonly string[]> {
  const html = await markdown.locator('html').evaluate((element) => element.outerHTML);
  const beside = await page.context().newPage();
  try {
    await beside.setContent(html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '').replaceAll(/<link [^>]*>/g, ''));
    await beside.addStyleTag({ content: style });
    await beside.addScriptTag({ content: axe });
    const { violations } = await beside.evaluate(async () => (globalThis as unknown as { axe: Axe }).axe.run());
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary}`));
  } finally {
    await beside.close();
  }
}
