import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { openEditor, savedDraft, type OpenedEditor } from './editor.ts';
import { canvasOf, settingsOf } from './journey/hand.ts';
import { usePlace } from './place.ts';

const place = usePlace();

const open = (): Promise<OpenedEditor> => openEditor(place, 'whatsapp-lead');
const card = (page: Page, step: string): Locator => canvasOf(page).locator(`[data-step="${step}"] [role="button"]`);
const map = (page: Page): Locator => canvasOf(page).locator('.react-flow__minimap');

/** True while a card is on the canvas as a whole. */
async function isSeen(page: Page, step: string): Promise<boolean> {
  const [box, frame] = await Promise.all([card(page, step).boundingBox(), canvasOf(page).boundingBox()]);
  assert.ok(box && frame);
  return box.x >= frame.x && box.x + box.width <= frame.x + frame.width;
}

type Boxed = { getBoundingClientRect(): { right: number } };

/** An element of the page, to be looked at there. */
async function boxed(locator: Locator): Promise<Boxed> {
  return (await locator.elementHandle()) as unknown as Boxed;
}

describe('the canvas and its panels', () => {
  it('makes a flow of chosen steps, by key and by menu, and takes that back', async () => {
    const { page, context, flow, complaints } = await open();
    const before = (await savedDraft(page, flow)).flow.steps;
    for (const [name, begin] of [
      ['By key', () => page.keyboard.press('Alt+x')],
      ['By menu', () => page.getByRole('menuitem', { name: /^Make a flow of the chosen steps/ }).click()],
    ] as const) {
      await card(page, 'createLead').click();
      if (name === 'By menu') await card(page, 'createLead').click({ button: 'right' });
      await begin();
      const dialog = page.getByRole('dialog', { name: 'Make a flow of the chosen steps' });
      await dialog.getByLabel('Name of the new flow').fill(`${name} ${flow}`);
      await dialog.getByRole('button', { name: 'Make the flow' }).click();
      await dialog.waitFor({ state: 'detached' });
      await card(page, 'createLead').waitFor({ state: 'detached' });
      const types = Object.values((await savedDraft(page, flow)).flow.steps).map(({ type }) => type);
      assert.ok(types.includes('subflow'), types.join());
      await page.keyboard.press('Control+z');
      await card(page, 'createLead').waitFor();
      assert.deepEqual((await savedDraft(page, flow)).flow.steps, before);
    }
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('says at once which steps cannot be a flow of their own', async () => {
    const { page, context } = await open();
    await card(page, 'askName').click();
    await page.keyboard.press('Alt+x');
    await page
      .getByText(/^These steps/)
      .first()
      .waitFor();
    assert.equal(await page.getByRole('dialog').count(), 0);
    await context.close();
  });

  it('turns to the input and the output of the step whose settings are open', async () => {
    const { page, context } = await open();
    await card(page, 'askName').dblclick();
    const tab = (name: string): Locator => settingsOf(page).getByRole('tab', { name, selected: true });
    await tab('Settings').waitFor();
    await card(page, 'askName').focus();
    await page.keyboard.press('o');
    await tab('Output').waitFor();
    await page.keyboard.press('i');
    await tab('Input').waitFor();
    await context.close();
  });

  it('opens at the step and at the panel that its address names', async () => {
    const { page, context, flow } = await open();
    await page.goto(`${place.product.url}/flows/${flow}?step=thank`);
    await settingsOf(page).waitFor();
    await canvasOf(page).locator('[data-step="thank"][data-selected="true"]').waitFor();
    assert.ok(await isSeen(page, 'thank'));
    await page.goto(`${place.product.url}/flows/${flow}?panel=test&step=createLead`);
    await page.getByRole('complementary', { name: 'Test', exact: true }).waitFor();
    await canvasOf(page).locator('[data-step="createLead"][data-selected="true"]').waitFor();
    assert.equal(await settingsOf(page).count(), 0);
    await page.goto(`${place.product.url}/flows/${flow}?step=gone`);
    await page.getByText('The draft has no step “gone” any more.').first().waitFor();
    await context.close();
  });

  it('keeps the chosen step in view when a panel takes its room, and lets others lie', async () => {
    const { page, context } = await open();
    await card(page, 'toPeople').click();
    for (let count = 0; count < 2; count++) await page.keyboard.press('+');
    // To the right edge, where the settings are going to be.
    const [box, frame] = await Promise.all([card(page, 'toPeople').boundingBox(), canvasOf(page).boundingBox()]);
    assert.ok(box && frame);
    await page.mouse.move(frame.x + 40, frame.y + 40);
    await page.mouse.wheel(box.x + box.width - (frame.x + frame.width - 60), 0);
    await page.keyboard.press('Enter');
    await settingsOf(page).waitFor();
    // A text in the place of the function would have to be evaluated, which the policy of the page forbids.
    await page.waitForFunction(
      ([step, frame]) => step.getBoundingClientRect().right <= frame.getBoundingClientRect().right,
      [await boxed(card(page, 'toPeople')), await boxed(canvasOf(page))] as const,
    );
    assert.ok(await isSeen(page, 'toPeople'));
    await context.close();
  });

  it('shows the map only of a flow that is larger than the view, or where somebody keeps it', async () => {
    const { page, context } = await open();
    await card(page, 'askName').focus();
    await page.keyboard.press('1');
    await page.keyboard.press('-');
    assert.equal(await map(page).count(), 0);
    for (let count = 0; count < 4; count++) await page.keyboard.press('+');
    await map(page).waitFor();
    await page.keyboard.press('1');
    await map(page).waitFor({ state: 'detached' });
    await page.keyboard.press('m');
    await map(page).waitFor();
    await page.reload();
    await map(page).waitFor();
    await card(page, 'askName').focus();
    await page.keyboard.press('m');
    await map(page).waitFor({ state: 'detached' });
    await context.close();
  });
});
