import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildByKeys, pick, saidOf, waysOf } from './canvas.ts';
import { openEditor, savedDraft } from './editor.ts';
import { canvasOf, cardOf } from './journey/hand.ts';
import { drag, middle } from './journey/mouse.ts';
import { usePlace } from './place.ts';

const place = usePlace();

describe('a flow on the canvas', () => {
  it('builds a flow by keys alone: add, walk, rename, connect, delete', async () => {
    const { page, context, complaints, flow } = await openEditor(place);
    const empty = await savedDraft(page, flow);
    await buildByKeys(page, ['ask', 'send', 'end']);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Title of the step' }).fill('Thank');
    await page.keyboard.press('Enter');
    await cardOf(page, 'Thank').waitFor();
    await saidOf(page).filter({ hasText: 'Renamed a step' }).waitFor();
    // Tab leads from a card to its exits.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await pick(page, 'hand over');
    assert.deepEqual(waysOf(await savedDraft(page, flow)), {
      ...waysOf(empty),
      ask: { answered: 'Thank', invalid: 'handoff' },
      Thank: { sent: 'end' },
      end: {},
      handoff: {},
    });
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('builds a flow by the mouse: the + of an exit, a drawn way, a step in a way', async () => {
    const { page, context, complaints, flow } = await openEditor(place);
    await buildByKeys(page, ['send', 'end']);
    await page.keyboard.press('1');
    const handle = canvasOf(page).locator('[data-step="send"] .react-flow__handle-bottom').nth(1);
    await handle.click();
    await pick(page, 'wait');
    await page.keyboard.press('1');
    // A way that ends on the empty canvas asks what to put there.
    const exit = canvasOf(page).locator('[data-step="wait"] .react-flow__handle-bottom');
    const from = await middle(exit);
    await drag(page, from, { x: from.x + 40, y: from.y + 160 });
    await pick(page, 'set var');
    // Its settings take room from the canvas.
    await page.getByRole('complementary', { name: 'Step', exact: true }).waitFor();
    // A way that ends anywhere on a card leads there.
    const out = canvasOf(page).locator('[data-step="set"] .react-flow__handle-bottom');
    await drag(page, await middle(out), await middle(cardOf(page, 'End')));
    assert.deepEqual(waysOf(await savedDraft(page, flow)), {
      send: { sent: 'end', failed: 'wait' },
      wait: { elapsed: 'set' },
      set: { done: 'end' },
      end: {},
    });
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('puts a step into the way that it is dropped on', async () => {
    const { page, context, flow } = await openEditor(place);
    await buildByKeys(page, ['send', 'end']);
    const [first, last] = [await middle(cardOf(page, 'Send a message')), await middle(cardOf(page, 'End'))];
    await page.mouse.move(first.x + 400, first.y);
    await page.keyboard.press('Shift+N');
    await pick(page, 'wait');
    await drag(page, await middle(cardOf(page, 'Wait')), { x: first.x - 50, y: (first.y + last.y) / 2 + 12 });
    await saidOf(page).filter({ hasText: 'Put Wait into a way' }).waitFor();
    assert.deepEqual(waysOf(await savedDraft(page, flow)), {
      send: { sent: 'wait' },
      wait: { elapsed: 'end' },
      end: {},
    });
    await context.close();
  });

  it('cuts ways that a drag with Alt goes across', async () => {
    const { page, context, flow } = await openEditor(place);
    await buildByKeys(page, ['send', 'end']);
    const [first, last] = [await middle(cardOf(page, 'Send a message')), await middle(cardOf(page, 'End'))];
    const level = (first.y + last.y) / 2 + 12;
    await page.keyboard.down('Alt');
    await drag(page, { x: first.x - 220, y: level }, { x: first.x + 220, y: level });
    await page.keyboard.up('Alt');
    assert.deepEqual(waysOf(await savedDraft(page, flow)), { send: {}, end: {} });
    await context.close();
  });

  it('wires what is chosen to what is clicked with Ctrl, and goes on from there', async () => {
    const { page, context, flow } = await openEditor(place);
    for (const type of ['send', 'wait', 'end']) {
      await cardOf(page, 'Starts').focus();
      await page.keyboard.press('Shift+N');
      await pick(page, type);
      await page.keyboard.press('Shift+Alt+t');
    }
    await page.keyboard.press('1');
    await cardOf(page, 'Send a message').click();
    await cardOf(page, 'Wait').click({ modifiers: ['Control'] });
    await cardOf(page, 'End').click({ modifiers: ['Control'] });
    const { send, wait } = waysOf(await savedDraft(page, flow));
    assert.deepEqual([send, wait], [{ sent: 'wait' }, { elapsed: 'end' }]);
    await context.close();
  });

  it('takes steps that are dragged out of the list', async () => {
    const { page, context, flow } = await openEditor(place);
    await page.getByRole('button', { name: 'Keep the list of steps open' }).click();
    const list = page.getByRole('complementary', { name: 'Steps' });
    await list
      .getByRole('option', { name: /^Hand over/ })
      .dragTo(canvasOf(page), { targetPosition: { x: 600, y: 600 } });
    await canvasOf(page).locator('[data-step="handoff"]').waitFor();
    assert.deepEqual(waysOf(await savedDraft(page, flow))['handoff'], {});
    await context.close();
  });
});
