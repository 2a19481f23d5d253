import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audit } from './axe.ts';
import { call } from './call.ts';
import { saidOf, waysOf } from './canvas.ts';
import { openEditor, savedDraft } from './editor.ts';
import type { FlowFile } from './journey/flow-shape.ts';
import { canvasOf, cardOf } from './journey/hand.ts';
import { middle } from './journey/mouse.ts';
import { usePlace } from './place.ts';

const place = usePlace();

describe('the canvas', () => {
  it('takes fifty edits back exactly, also after a reload, and does them again', async () => {
    const { page, context, flow } = await openEditor(place, 'whatsapp-lead');
    const before = await savedDraft(page, flow);
    await cardOf(page, 'Ask the name').focus();
    for (let count = 0; count < 25; count++) {
      await page.keyboard.press('d');
      await page.keyboard.press('Control+d');
    }
    const after = await savedDraft(page, flow);
    assert.notDeepEqual(after.flow, before.flow);
    await page.reload();
    await cardOf(page, 'Starts').waitFor();
    await page.getByRole('button', { name: 'Undo: Duplicated a step' }).waitFor();
    for (let count = 0; count < 50; count++) await page.keyboard.press('Control+z');
    assert.deepEqual((await savedDraft(page, flow)).flow, before.flow);
    for (let count = 0; count < 50; count++) await page.keyboard.press('Control+Shift+z');
    assert.deepEqual((await savedDraft(page, flow)).flow, after.flow);
    await context.close();
  });

  it('copies steps as text into another flow, and cuts and deletes them', async () => {
    const { page, context, flow } = await openEditor(place, 'whatsapp-lead');
    await cardOf(page, 'Ask the name').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    const text = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.equal((JSON.parse(text) as { rondineSteps: number }).rondineSteps, 1);
    const made = await call<{ flow: { id: string } }>(page, 'POST /api/v1/flows', { body: { name: 'Pasted' } });
    const [copied, empty] = [
      waysOf(await savedDraft(page, flow)),
      await call<FlowFile>(page, `GET /api/v1/flows/${made.flow.id}/draft`),
    ];
    await page.goto(`${place.product.url}/flows/${made.flow.id}`);
    await cardOf(page, 'Starts').focus();
    await page.keyboard.press('Control+v');
    await cardOf(page, 'Ask the name').waitFor();
    assert.deepEqual(waysOf(await savedDraft(page, made.flow.id)), { ...waysOf(empty), ...copied });
    await page.keyboard.press('Delete');
    await cardOf(page, 'Ask the name').waitFor({ state: 'detached' });
    assert.deepEqual(waysOf(await savedDraft(page, made.flow.id)), waysOf(empty));
    await context.close();
  });

  it('finds steps by words and filters, and goes through them', async () => {
    const { page, context } = await openEditor(place, 'whatsapp-lead');
    await cardOf(page, 'Starts').focus();
    await page.keyboard.press('Control+f');
    await page.getByRole('textbox', { name: /^Words, or filters/ }).fill('type:ask');
    await page.getByText('2 steps').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    assert.equal(await cardOf(page, 'Ask the number').getAttribute('aria-pressed'), 'true');
    await page.keyboard.press('Escape');
    await context.close();
  });

  it('shows every command and its keys, and gives one other keys', async () => {
    const { page, context } = await openEditor(place, 'whatsapp-lead');
    await cardOf(page, 'Ask the name').focus();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Shortcuts' });
    await sheet.getByRole('button', { name: /^Disable or enable: d\./ }).click();
    await page.keyboard.press('q');
    await sheet.getByRole('button', { name: /^Disable or enable: q\./ }).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await cardOf(page, 'Ask the name').click();
    await page.keyboard.press('q');
    await canvasOf(page)
      .getByRole('button', { name: /^Ask the name\. .* Disabled/ })
      .waitFor();
    await context.close();
  });

  it('groups steps, folds the group, and takes it apart', async () => {
    const { page, context } = await openEditor(place, 'whatsapp-lead');
    await cardOf(page, 'Ask the name').click();
    await page.keyboard.press('Control+g');
    await canvasOf(page).getByRole('button', { name: 'Show Group as one card' }).click();
    await cardOf(page, 'Ask the name').waitFor({ state: 'detached' });
    await canvasOf(page).getByRole('button', { name: 'Show the steps of Group' }).click();
    await cardOf(page, 'Ask the name').click();
    await page.keyboard.press('Control+Shift+g');
    await canvasOf(page).locator('[data-group]').waitFor({ state: 'detached' });
    await context.close();
  });

  it('keeps what is written on a note', async () => {
    const { page, context } = await openEditor(place, 'whatsapp-lead');
    await cardOf(page, 'Starts').focus();
    await page.keyboard.press('Shift+S');
    await page.keyboard.type('Ask the sales team');
    await page.keyboard.press('Escape');
    await canvasOf(page).getByText('Ask the sales team').waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await canvasOf(page).getByText('Ask the sales team').waitFor();
    await context.close();
  });

  it('ends a drag where the window loses the focus', async () => {
    const { page, context } = await openEditor(place, 'whatsapp-lead');
    const from = await middle(cardOf(page, 'Ask the name'));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 40, { steps: 5 });
    await page.evaluate("window.dispatchEvent(new Event('blur'))");
    await saidOf(page).filter({ hasText: 'Moved a step' }).waitFor();
    const dropped = await middle(cardOf(page, 'Ask the name'));
    await page.mouse.move(from.x + 300, from.y + 200, { steps: 5 });
    assert.deepEqual(await middle(cardOf(page, 'Ask the name')), dropped);
    await page.mouse.up();
    await context.close();
  });

  it('is free of what axe finds', async () => {
    const { page, context } = await openEditor(place, 'whatsapp-lead');
    await cardOf(page, 'Ask the name').click();
    assert.deepEqual(await audit(page), []);
    await context.close();
  });
});
