import type { Browser, BrowserContext } from 'playwright-core';
import type { Product } from './product.ts';

/** The person who is the owner in tests of the pages. */
export const OWNER = { name: 'Ada Rossi', email: 'ada@example.com', password: 'una rondine non fa primavera' } as const;

/** What a browser keeps of somebody who is signed in: give it to `newContext`. */
export type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Becomes the owner as a person does: opens the one-time link, fills the form, and is inside. */
export async function becomeOwner(browser: Browser, product: Product): Promise<SignedIn> {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const page = await context.newPage();
    await page.goto(product.setUpUrl);
    await page.getByLabel('Your name').fill(OWNER.name);
    await page.getByLabel('E-mail address').fill(OWNER.email);
    await page.getByLabel('New password').fill(OWNER.password);
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByRole('navigation', { name: 'Places' }).waitFor();
    return await context.storageState();
  } finally {
    await context.close();
  }
}
