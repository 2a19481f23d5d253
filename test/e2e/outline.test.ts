import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { audit } from './axe.ts';
import { openEditor } from './editor.ts';
import { usePlace } from './place.ts';

const place = usePlace();

const row = (page: Page, name: RegExp): Locator => page.getByRole('treeitem', { name });
const focused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.innerText');

async function openOutline(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Outline' }).first().click();
  await page.getByRole('tree', { name: 'Steps of the flow' }).waitFor();
  await page.getByRole('treeitem').first().focus();
}

describe('the outline', () => {
  it('is walked by arrows and first letters, and names each step with its type and exits', async () => {
    const { page, context, complaints } = await openEditor(place, 'whatsapp-lead');
    await openOutline(page);
    await page.keyboard.press('ArrowDown');
    assert.match(await focused(page), /^Ask the name/);
    await row(page, /^Ask the name.*Ask.*Exits: answered to Do we know the number\?/).waitFor();
    await row(page, /goes on at Done/)
      .first()
      .waitFor();
    await page.keyboard.type('crea');
    assert.match(await focused(page), /^Create the Lead/);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await row(page, /^Create the Lead/).getAttribute('aria-expanded'), 'false');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('builds and changes a flow by the keyboard alone, and says what was done', async () => {
    const { page, context, complaints } = await openEditor(place, 'whatsapp-lead');
    await openOutline(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'What to add' });
    await dialog.waitFor();
    await page.keyboard.type('Set variables');
    await page.getByRole('option', { name: 'Set variables' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Keep the source');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await row(page, /^Keep the source.*Exits: \w+ to Do we know the number\?/).waitFor();
    await page.getByText('Added Keep the source after Ask the name').first().waitFor({ state: 'attached' });
    assert.match(await focused(page), /^Keep the source/);

    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Title of the step' }).waitFor();
    await page.keyboard.type('Remember');
    await page.keyboard.press('Enter');
    await row(page, /^Remember/).waitFor();

    await page.keyboard.press('d');
    await row(page, /^Remember.*disabled/).waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await row(page, /^Starts.*Exits: starts to Remember/).waitFor();
    await page.keyboard.press('Control+Delete');
    await row(page, /^Starts.*Exits: starts to Ask the name/).waitFor();
    assert.equal(await row(page, /^Remember/).count(), 0);
    await page.keyboard.press('Control+z');
    await row(page, /^Remember/).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('leads an exit to another step by the menu', async () => {
    const { page, context } = await openEditor(place, 'whatsapp-lead');
    await openOutline(page);
    await page.keyboard.type('thank');
    await page.keyboard.press('Shift+F10');
    // The menu takes the focus when it has opened; who moves it before loses it again.
    await page.locator('[role="menu"]:focus, [role="menu"]:focus-within').first().waitFor();
    await page.getByRole('menuitem', { name: 'Lead “sent” to a step' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Which step' }).waitFor();
    await page.keyboard.type('No answer');
    await page.getByRole('option', { name: 'No answer' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await row(page, /^Thank.*Exits: sent to No answer/).waitFor();
    await context.close();
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has nothing to find for axe in the ${colorScheme} theme, nor have the problems`, async () => {
      const { page, context } = await openEditor(place, 'whatsapp-lead', { colorScheme });
      await openOutline(page);
      assert.deepEqual(await audit(page, 'aside'), []);
      await page.keyboard.press('End');
      await page.keyboard.press('Delete');
      await page
        .getByRole('button', { name: /problem/i })
        .first()
        .click();
      const problems = page.getByRole('region', { name: 'Problems' });
      await problems
        .getByText(/leads nowhere/)
        .first()
        .waitFor();
      assert.deepEqual(await audit(page, 'section[aria-label="Problems"]'), []);
      await context.close();
    });
});
