import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { becomeOwner, type SignedIn } from './owner.ts';
import { startProduct, type Product } from './product.ts';

const WITHIN_MS = 10_000;

let product: Product;
let browser: Browser;
let signedIn: SignedIn;

before(async () => {
  product = await startProduct();
  browser = await openBrowser();
  signedIn = await becomeOwner(browser, product);
});
after(async () => {
  await browser?.close();
  await product?.close();
});

type Opened = { page: Page; context: BrowserContext; complaints: string[]; flow: string };

type Sent = { method: string; path: string; body?: unknown };

/** Calls the API as the page that is open does. */
async function call<T>(page: Page, sent: Sent): Promise<T> {
  return page.evaluate(async ({ method, path, body }: Sent) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as T;
  }, sent);
}

/** Makes a flow of its own for a test, empty or a copy, and opens its editor. */
async function open(name: string, copyOf?: string): Promise<Opened> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    storageState: { ...signedIn, origins: [] },
  });
  context.setDefaultTimeout(WITHIN_MS);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (entry) => {
    if (entry.type() === 'error' || entry.type() === 'warning') complaints.push(entry.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${product.url}/settings/account`);
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  const made = await call<{ flow: { id: string } }>(page, {
    method: 'POST',
    path: copyOf === undefined ? '/flows' : `/flows/${copyOf}/duplicate`,
    body: { name },
  });
  await page.goto(`${product.url}/flows/${made.flow.id}`);
  await canvas(page).waitFor();
  await card(page, 'Starts').waitFor();
  return { page, context, complaints, flow: made.flow.id };
}

const canvas = (page: Page): Locator => page.getByRole('region', { name: /^The flow / });
/** The card whose name begins so. */
const card = (page: Page, title: string): Locator =>
  canvas(page).getByRole('button', { name: new RegExp(`^${title}\\. `) });
const picker = (page: Page): Locator => page.getByRole('dialog').getByRole('combobox');
const said = (page: Page): Locator => page.locator('[aria-live="polite"]:not(.cm-announced)').first();

type Draft = {
  flow: { start: string; steps: Record<string, { type: string; title?: string; next: Record<string, string> }> };
};

/** The draft as the server has it, once what was done is saved. */
async function saved(page: Page, flow: string): Promise<Draft> {
  await page.getByText('Saved', { exact: true }).waitFor();
  return call<Draft>(page, { method: 'GET', path: `/flows/${flow}/draft` });
}

/** Which step each exit leads to, by titles or types. */
function shapeOf({ flow }: Draft): Record<string, Record<string, string>> {
  const name = (id: string): string => flow.steps[id]?.title ?? flow.steps[id]?.type ?? '?';
  return Object.fromEntries(
    Object.entries(flow.steps).map(([id, { next }]) => [
      name(id),
      Object.fromEntries(Object.entries(next).map(([exit, to]) => [exit, name(to)])),
    ]),
  );
}

async function pick(page: Page, words: string): Promise<void> {
  await picker(page).fill(words);
  await picker(page).press('Enter');
  await picker(page).waitFor({ state: 'detached' });
}

const middle = async (locator: Locator): Promise<{ x: number; y: number }> => {
  const box = await locator.boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Adds steps behind each other by keys alone. */
async function buildByKeys(page: Page, types: readonly string[]): Promise<void> {
  await card(page, 'Starts').focus();
  for (const type of types) {
    await page.keyboard.press('n');
    await pick(page, type);
  }
}

describe('the canvas', () => {
  it('builds a flow by keys alone: add, walk, rename, connect, delete', async () => {
    const { page, context, complaints, flow } = await open('By keys');
    const empty = await saved(page, flow);
    await buildByKeys(page, ['ask', 'send', 'end']);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Title of the step' }).fill('Thank');
    await page.keyboard.press('Enter');
    await card(page, 'Thank').waitFor();
    await said(page).filter({ hasText: 'Renamed a step' }).waitFor();
    // Tab leads from a card to its exits.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await pick(page, 'hand over');
    assert.deepEqual(shapeOf(await saved(page, flow)), {
      ...shapeOf(empty),
      ask: { answered: 'Thank', invalid: 'handoff' },
      Thank: { sent: 'end' },
      end: {},
      handoff: {},
    });
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('builds a flow by the mouse: the + of an exit, a drawn way, a step in a way', async () => {
    const { page, context, complaints, flow } = await open('By mouse');
    await buildByKeys(page, ['send', 'end']);
    await page.keyboard.press('1');
    const handle = canvas(page).locator('[data-step="send"] .react-flow__handle-bottom').nth(1);
    await handle.click();
    await pick(page, 'wait');
    await page.keyboard.press('1');
    // A way that ends on the empty canvas asks what to put there.
    const exit = canvas(page).locator('[data-step="wait"] .react-flow__handle-bottom');
    const from = await middle(exit);
    await drag(page, from, { x: from.x + 40, y: from.y + 160 });
    await pick(page, 'set var');
    // Its settings take room from the canvas.
    await page.getByRole('complementary', { name: 'Step', exact: true }).waitFor();
    // A way that ends anywhere on a card leads there.
    const out = canvas(page).locator('[data-step="set"] .react-flow__handle-bottom');
    await drag(page, await middle(out), await middle(card(page, 'End')));
    assert.deepEqual(shapeOf(await saved(page, flow)), {
      send: { sent: 'end', failed: 'wait' },
      wait: { elapsed: 'set' },
      set: { done: 'end' },
      end: {},
    });
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('puts a step into the way that it is dropped on', async () => {
    const { page, context, flow } = await open('Splice');
    await buildByKeys(page, ['send', 'end']);
    const [first, last] = [await middle(card(page, 'Send a message')), await middle(card(page, 'End'))];
    await page.mouse.move(first.x + 400, first.y);
    await page.keyboard.press('Shift+N');
    await pick(page, 'wait');
    await drag(page, await middle(card(page, 'Wait')), { x: first.x - 50, y: (first.y + last.y) / 2 + 12 });
    await said(page).filter({ hasText: 'Put Wait into a way' }).waitFor();
    assert.deepEqual(shapeOf(await saved(page, flow)), { send: { sent: 'wait' }, wait: { elapsed: 'end' }, end: {} });
    await context.close();
  });

  it('takes fifty edits back exactly, also after a reload, and does them again', async () => {
    const { page, context, flow } = await open('Fifty', 'whatsapp-lead');
    const before = await saved(page, flow);
    await card(page, 'Ask the name').focus();
    for (let count = 0; count < 25; count++) {
      await page.keyboard.press('d');
      await page.keyboard.press('Control+d');
    }
    const after = await saved(page, flow);
    assert.notDeepEqual(after.flow, before.flow);
    await page.reload();
    await card(page, 'Starts').waitFor();
    await page.getByRole('button', { name: 'Undo: Duplicated a step' }).waitFor();
    for (let count = 0; count < 50; count++) await page.keyboard.press('Control+z');
    assert.deepEqual((await saved(page, flow)).flow, before.flow);
    for (let count = 0; count < 50; count++) await page.keyboard.press('Control+Shift+z');
    assert.deepEqual((await saved(page, flow)).flow, after.flow);
    await context.close();
  });

  it('copies steps as text into another flow, and cuts and deletes them', async () => {
    const { page, context, flow } = await open('Copied', 'whatsapp-lead');
    await card(page, 'Ask the name').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    const text = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.equal((JSON.parse(text) as { rondineSteps: number }).rondineSteps, 1);
    const made = await call<{ flow: { id: string } }>(page, {
      method: 'POST',
      path: '/flows',
      body: { name: 'Pasted' },
    });
    const [copied, empty] = [
      shapeOf(await saved(page, flow)),
      await call<Draft>(page, { method: 'GET', path: `/flows/${made.flow.id}/draft` }),
    ];
    await page.goto(`${product.url}/flows/${made.flow.id}`);
    await card(page, 'Starts').focus();
    await page.keyboard.press('Control+v');
    await card(page, 'Ask the name').waitFor();
    assert.deepEqual(shapeOf(await saved(page, made.flow.id)), { ...shapeOf(empty), ...copied });
    await page.keyboard.press('Delete');
    await card(page, 'Ask the name').waitFor({ state: 'detached' });
    assert.deepEqual(shapeOf(await saved(page, made.flow.id)), shapeOf(empty));
    await context.close();
  });

  it('finds steps by words and filters, and goes through them', async () => {
    const { page, context } = await open('Search', 'whatsapp-lead');
    await card(page, 'Starts').focus();
    await page.keyboard.press('Control+f');
    await page.getByRole('textbox', { name: /^Words, or filters/ }).fill('type:ask');
    await page.getByText('2 steps').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    assert.equal(await card(page, 'Ask the number').getAttribute('aria-pressed'), 'true');
    await page.keyboard.press('Escape');
    await context.close();
  });

  it('shows every command and its keys, and gives one other keys', async () => {
    const { page, context } = await open('Keys', 'whatsapp-lead');
    await card(page, 'Ask the name').focus();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Shortcuts' });
    await sheet.getByRole('button', { name: /^Disable or enable: d\./ }).click();
    await page.keyboard.press('q');
    await sheet.getByRole('button', { name: /^Disable or enable: q\./ }).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await card(page, 'Ask the name').click();
    await page.keyboard.press('q');
    await canvas(page)
      .getByRole('button', { name: /^Ask the name\. .* Disabled/ })
      .waitFor();
    await context.close();
  });

  it('cuts ways that a drag with Alt goes across', async () => {
    const { page, context, flow } = await open('Slice');
    await buildByKeys(page, ['send', 'end']);
    const [first, last] = [await middle(card(page, 'Send a message')), await middle(card(page, 'End'))];
    const level = (first.y + last.y) / 2 + 12;
    await page.keyboard.down('Alt');
    await drag(page, { x: first.x - 220, y: level }, { x: first.x + 220, y: level });
    await page.keyboard.up('Alt');
    assert.deepEqual(shapeOf(await saved(page, flow)), { send: {}, end: {} });
    await context.close();
  });

  it('wires what is chosen to what is clicked with Ctrl, and goes on from there', async () => {
    const { page, context, flow } = await open('Chain');
    for (const type of ['send', 'wait', 'end']) {
      await card(page, 'Starts').focus();
      await page.keyboard.press('Shift+N');
      await pick(page, type);
      await page.keyboard.press('Shift+Alt+t');
    }
    await page.keyboard.press('1');
    await card(page, 'Send a message').click();
    await card(page, 'Wait').click({ modifiers: ['Control'] });
    await card(page, 'End').click({ modifiers: ['Control'] });
    const { send, wait } = shapeOf(await saved(page, flow));
    assert.deepEqual([send, wait], [{ sent: 'wait' }, { elapsed: 'end' }]);
    await context.close();
  });

  it('takes steps that are dragged out of the list', async () => {
    const { page, context, flow } = await open('Palette');
    await page.getByRole('button', { name: 'Keep the list of steps open' }).click();
    const list = page.getByRole('complementary', { name: 'Steps' });
    await list.getByRole('option', { name: /^Hand over/ }).dragTo(canvas(page), { targetPosition: { x: 600, y: 600 } });
    await canvas(page).locator('[data-step="handoff"]').waitFor();
    assert.deepEqual(shapeOf(await saved(page, flow))['handoff'], {});
    await context.close();
  });

  it('groups steps, folds the group, and takes it apart', async () => {
    const { page, context } = await open('Groups', 'whatsapp-lead');
    await card(page, 'Ask the name').click();
    await page.keyboard.press('Control+g');
    await canvas(page).getByRole('button', { name: 'Show Group as one card' }).click();
    await card(page, 'Ask the name').waitFor({ state: 'detached' });
    await canvas(page).getByRole('button', { name: 'Show the steps of Group' }).click();
    await card(page, 'Ask the name').click();
    await page.keyboard.press('Control+Shift+g');
    await canvas(page).locator('[data-group]').waitFor({ state: 'detached' });
    await context.close();
  });

  it('keeps what is written on a note', async () => {
    const { page, context } = await open('Notes', 'whatsapp-lead');
    await card(page, 'Starts').focus();
    await page.keyboard.press('Shift+S');
    await page.keyboard.type('Ask the sales team');
    await page.keyboard.press('Escape');
    await canvas(page).getByText('Ask the sales team').waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await canvas(page).getByText('Ask the sales team').waitFor();
    await context.close();
  });

  it('ends a drag where the window loses the focus', async () => {
    const { page, context } = await open('Blur', 'whatsapp-lead');
    const from = await middle(card(page, 'Ask the name'));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 40, { steps: 5 });
    await page.evaluate("window.dispatchEvent(new Event('blur'))");
    await said(page).filter({ hasText: 'Moved a step' }).waitFor();
    const dropped = await middle(card(page, 'Ask the name'));
    await page.mouse.move(from.x + 300, from.y + 200, { steps: 5 });
    assert.deepEqual(await middle(card(page, 'Ask the name')), dropped);
    await page.mouse.up();
    await context.close();
  });

  it('is free of what axe finds', async () => {
    const { default: axe } = await import('axe-core');
    const { page, context } = await open('Accessible', 'whatsapp-lead');
    await card(page, 'Ask the name').click();
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
      'axe.run(document)',
    );
    assert.deepEqual(
      violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map(({ html }) => html)
            .slice(0, 3)
            .join(' ')}`,
      ),
      [],
    );
    await context.close();
  });
});
