import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds in a page, or in the part of it that a selector names. */
export async function audit(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (part) => {
    const there = (globalThis as unknown as { axe: typeof axe }).axe;
    return (await there.run(part)).violations;
  }, within);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
  );
}
