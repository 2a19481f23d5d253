import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser } from './e2e/browser.ts';
import { canvasOf, cardOf } from './e2e/journey/hand.ts';
import { becomeOwner } from './e2e/owner.ts';
import { startProduct } from './e2e/product.ts';

const WITHIN_MS = 15_000;

/** The shortest way through the app that a broken build, page or door would break; the long ones are in `test/e2e`. */
void test('somebody signs in, draws a step, and publishes it', async (t) => {
  const product = await startProduct({ args: ['--empty'] });
  t.after(() => product.close());
  const browser = await openBrowser();
  t.after(() => browser.close());
  const signedIn = await becomeOwner(browser, product);
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', storageState: signedIn });
  context.setDefaultTimeout(WITHIN_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (entry) => {
    if (entry.type() === 'error' || entry.type() === 'warning') complaints.push(entry.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));

  await page.goto(product.url);
  await page.getByRole('button', { name: 'Empty flow' }).click();
  await page.getByLabel('Name').fill('First one');
  await page.getByRole('button', { name: 'Make the flow' }).click();
  await cardOf(page, 'Starts').focus();
  await page.keyboard.press('n');
  await page.getByRole('dialog').getByRole('combobox').fill('end');
  await page.keyboard.press('Enter');
  await canvasOf(page)
    .getByRole('button', { name: /^End\. / })
    .waitFor();
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const publish = dialog.getByRole('button', { name: 'Publish version 1' });
  await publish.waitFor();
  for (const warning of await dialog.getByRole('checkbox', { name: /^I have read/ }).all()) await warning.check();
  await publish.click();
  await page.getByText('Version 1 is published.').waitFor();
  await page.getByText('Published v1').waitFor();
  assert.deepEqual(complaints, []);
});
