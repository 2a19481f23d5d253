import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audit } from './axe.ts';
import { call } from './call.ts';
import { usePlace } from './place.ts';

const place = usePlace();

type Flow = { id: string; name: string; steps: Record<string, { title?: string; params: Record<string, unknown> }> };

/** Changes the draft of a flow as another page would. */
async function change(page: Page, flow: string, edit: (flow: Flow) => void): Promise<void> {
  const path = `/api/v1/flows/${flow}/draft` as const;
  const draft = await call<{ flow: Flow; layout?: unknown; revision: number }>(page, `GET ${path}`);
  edit(draft.flow);
  const { layout, revision } = draft;
  await call(page, `PUT ${path}`, { body: { flow: draft.flow, layout }, revision });
}

/** Makes a flow of a template by the API, and gives its id. */
async function made(page: Page, name: string): Promise<string> {
  const body = { name, connections: { whatsapp: 'whatsapp', salesforce: 'salesforce' } };
  return (await call<{ flow: string }>(page, 'POST /api/v1/templates/whatsapp-lead/use', { body })).flow;
}

describe('the list of flows', () => {
  it('finds flows, keeps the filters in the address, and says how each stands', async () => {
    const { page, context, complaints } = await place.open('/flows');
    await page.getByRole('searchbox', { name: 'Search flows' }).fill('viber lead');
    await page.waitForURL(/q=viber/);
    await page
      .getByRole('status')
      .filter({ hasText: /^\d rows?$/ })
      .waitFor();
    await page.goto(`${place.product.url}/flows?state=draft`);
    await page.getByText('Nothing fits these filters').waitFor();
    await page.getByRole('button', { name: 'Remove the filter State: Draft' }).click();
    await page.getByRole('row').filter({ hasText: 'Published' }).first().waitFor();
    assert.deepEqual(await audit(page, '#page'), []);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('shows a newcomer where to begin, and keeps the rest in folders that are opened and stay so', async () => {
    const { page, context, complaints } = await place.open('/flows');
    const line = (name: string) => page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
    await line('WhatsApp to Lead').getByText('Start here').waitFor();
    assert.equal(await page.locator('tbody tr[data-row]').count(), 3);
    const others = page.getByRole('button', { name: /^Other channels \d+ flows/ });
    assert.equal(await others.getAttribute('aria-expanded'), 'false');
    // By keys: Enter on the row opens it.
    await page.locator('tbody tr[data-row="2"]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Viber 2 flows' }).click();
    await page.getByRole('link', { name: 'Viber to Case' }).waitFor();
    assert.deepEqual(await audit(page, '#page'), []);
    await page.reload();
    await page.getByRole('link', { name: 'Viber to Case' }).waitFor();
    await others.click();
    await page.getByRole('link', { name: 'Viber to Case' }).waitFor({ state: 'detached' });
    // Whoever looks for something finds it wherever it lies.
    await page.getByRole('searchbox', { name: 'Search flows' }).fill('viber case');
    await page.getByRole('link', { name: 'Viber to Case' }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('duplicates, labels and deletes a flow, and takes each back', async () => {
    const { page, context } = await place.open('/flows?q=whatsapp');
    const more = (name: string) => page.getByRole('button', { name: `What to do with ${name}`, exact: true });
    await more('WhatsApp to Case').click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await more('WhatsApp to Case (copy)').click();
    await page.getByRole('menuitem', { name: 'Folder and tags' }).click();
    await page.getByRole('combobox', { name: 'Folder' }).fill('Support/Italy');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Support 1 flow' }).click();
    await page.waitForURL(/folder=Support/);
    await more('WhatsApp to Case (copy)').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('WhatsApp to Case (copy) is deleted.').waitFor();
    await more('WhatsApp to Case (copy)').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await more('WhatsApp to Case (copy)').waitFor();
    await context.close();
  });
});

describe('templates', () => {
  it('become a flow with connections of one’s own, open in the editor and ready to be published', async () => {
    const { page, context, complaints } = await place.open('/templates?q=lead');
    assert.deepEqual(await audit(page, '#page'), []);
    await page.getByRole('button', { name: 'Use WhatsApp to Lead' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Thank', { exact: true }).first().waitFor();
    await dialog.getByLabel('Name of the flow').fill('Nuovi clienti');
    await dialog.getByRole('button', { name: 'Make the flow' }).click();
    await page.waitForURL(/\/flows\/nuovi-clienti/);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('button', { name: 'Publish version 1' }).click();
    await page.getByText('Version 1 is published.').waitFor();
    await page.getByRole('button', { name: 'Published', exact: true }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('speak Italian', async () => {
    const { page, context } = await place.open('/templates', { locale: 'it-IT', colorScheme: 'dark' });
    await page.getByRole('heading', { name: 'Sondaggio di gradimento a Caso' }).waitFor();
    assert.deepEqual(await audit(page, '#page'), []);
    await context.close();
  });
});

describe('publishing', () => {
  it('is kept back by errors and unread warnings, says what changes, and leaves a version to go back to', async () => {
    const { page, context } = await place.open('/templates');
    const flow = await made(page, 'Gate');
    const { revision } = await call<{ revision: number }>(page, `GET /api/v1/flows/${flow}/draft`);
    await call(page, `POST /api/v1/flows/${flow}/publish`, { body: {}, revision });
    await change(page, flow, ({ steps }) => {
      steps['lonely'] = { ...steps['finish']!, title: 'Lonely' };
      steps['thank']!.title = 'Say thank you';
      steps['thank']!.params['saveAs'] = 'not a name';
    });
    await page.goto(`${place.product.url}/flows/${flow}`);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const publish = page.getByRole('button', { name: 'Publish version 2' });
    await page.getByText('1 error keeps it from being published').waitFor();
    assert.equal(await publish.isDisabled(), true);
    await change(page, flow, ({ steps }) => void delete steps['thank']!.params['saveAs']);
    await page.goto(`${place.product.url}/flows/${flow}`);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('“Lonely” is new').waitFor();
    await page.getByText('“Say thank you” is changed').waitFor();
    assert.equal(await publish.isDisabled(), true);
    await page.getByRole('checkbox', { name: /^I have read/ }).check();
    assert.deepEqual(await audit(page, '[role=dialog]'), []);
    await page.getByLabel('Name of the version').fill('More thanks');
    await publish.click();
    await page.getByText('Version 2 is published.').waitFor();

    await page.goto(`${place.product.url}/flows/${flow}/history`);
    await page.getByRole('button', { name: /Version 2 More thanks/ }).waitFor();
    await page.getByRole('button', { name: 'Next change' }).click();
    await page.getByRole('figure').filter({ hasText: 'As kept: Version 2' }).waitFor();
    await page.getByText('Side by side').click();
    assert.equal(
      await page
        .getByRole('figure')
        .filter({ has: page.locator('[data-canvas]') })
        .count(),
      2,
    );
    await page.getByRole('button', { name: /^Version 1/ }).click();
    await page.getByRole('button', { name: 'Restore to the draft' }).click();
    await page.getByText('Version 1 is the draft now.').waitFor();
    const { flow: restored } = await call<{ flow: Flow }>(page, `GET /api/v1/flows/${flow}/draft`);
    assert.equal(restored.steps['thank']?.title, 'Thank');
    assert.deepEqual(await audit(page, '#page'), []);
    await context.close();
  });
});

describe('two people at one flow', () => {
  it('put together what both made, part by part, and nobody’s work is lost', async () => {
    const mine = await place.open('/templates');
    const flow = await made(mine.page, 'Together');
    await mine.page.goto(`${place.product.url}/flows/${flow}`);
    await mine.page.locator('[data-step="thank"]').first().waitFor();
    // What is edited while the server cannot be reached waits in the browser.
    await mine.page.route('**/draft', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await rename(mine.page, 'thank', 'Mine');
    await mine.page.getByText(/1 edit is kept in this browser/).waitFor();
    const theirs = await place.open('/flows');
    await change(theirs.page, flow, ({ steps }) => {
      steps['thank']!.title = 'Theirs';
      steps['silence']!.title = 'Silent';
    });
    await mine.page.unroute('**/draft');
    await mine.page.getByRole('button', { name: 'Try now' }).click();
    const dialog = mine.page.getByRole('dialog');
    await dialog.getByText('1 part is left to choose.').waitFor();
    const save = dialog.getByRole('button', { name: 'Put together and save' });
    assert.equal(await save.isDisabled(), true);
    assert.deepEqual(await audit(mine.page, '[role=dialog]'), []);
    await dialog.getByRole('radio', { name: 'Mine' }).check();
    await save.click();
    await mine.page.getByText('Saved', { exact: true }).waitFor();
    const { flow: merged } = await call<{ flow: Flow }>(theirs.page, `GET /api/v1/flows/${flow}/draft`);
    assert.deepEqual([merged.steps['thank']?.title, merged.steps['silence']?.title], ['Mine', 'Silent']);
    await Promise.all([mine.context.close(), theirs.context.close()]);
  });

  it('in two tabs of one browser see both sides of what each did, and keep the one that is chosen', async () => {
    const { page, context } = await place.open('/templates');
    const flow = await made(page, 'Two tabs');
    const tabs = [page, await context.newPage()] as const;
    for (const tab of tabs) {
      await tab.goto(`${place.product.url}/flows/${flow}`);
      await tab.locator('[data-step="thank"]').first().waitFor();
    }
    await rename(tabs[0], 'thank', 'In the first tab');
    await tabs[0].getByText('Saved', { exact: true }).waitFor();
    await rename(tabs[1], 'thank', 'In the second tab');
    const dialog = tabs[1].getByRole('dialog');
    await dialog.getByText('1 part is left to choose.').waitFor();
    for (const words of ['In the first tab', 'In the second tab']) await dialog.getByText(words).first().waitFor();
    await dialog.getByRole('radio', { name: 'Mine' }).check();
    await dialog.getByRole('button', { name: 'Put together and save' }).click();
    await tabs[1].getByText('Saved', { exact: true }).waitFor();
    const { flow: kept } = await call<{ flow: Flow }>(page, `GET /api/v1/flows/${flow}/draft`);
    assert.equal(kept.steps['thank']?.title, 'In the second tab');
    await context.close();
  });
});

/** Gives a step a title on the canvas. */
async function rename(page: Page, step: string, title: string): Promise<void> {
  await page.locator(`[data-step="${step}"]`).first().click();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
}
