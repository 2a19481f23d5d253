import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audit } from './axe.ts';
import { makeFailingRuns } from './failing-runs.ts';
import { usePlace } from './place.ts';

/** Runs that have failed, oldest first. */
let failed: string[];

const place = usePlace({
  async prepare({ open }) {
    const { page, context } = await open('/flows');
    failed = await makeFailingRuns(page, ['Maria De Luca', 'Anna Bianchi', 'Piero Verdi']);
    await context.close();
  },
});

const rows = (page: Page) => page.locator('tbody tr[data-row]');

describe('the list of runs', () => {
  it('says who, where each stands in words, and finds by the address', async () => {
    const { page, context, complaints } = await place.open('/runs?status=failed');
    await rows(page).nth(2).waitFor();
    assert.equal(await rows(page).count(), 3);
    await page.getByText('failed at Crea Lead: refused as invalid').first().waitFor();
    await page.getByRole('button', { name: 'Remove the filter State: Failed' }).click();
    await page.waitForURL((url) => url.search === '');
    await page.getByText('State: Failed').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Completed' }).click();
    await page.waitForURL(/status=completed/);
    await page.getByText('Nothing fits these filters').waitFor();
    await page.goto(`${place.product.url}/runs?q=${failed[1]}`);
    await rows(page).first().waitFor();
    assert.equal(await rows(page).count(), 1);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('has nothing that hinders, in both themes', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, context } = await place.open('/runs', { colorScheme });
      await rows(page).nth(2).waitFor();
      assert.deepEqual(await audit(page), []);
      await context.close();
    }
  });
});

describe('a run', () => {
  it('is gone through by the arrow keys, and the address keeps the moment', async () => {
    const { page, context, complaints } = await place.open(`/runs/${failed[0]}`);
    const slider = page.getByRole('slider', { name: 'Moment' });
    await slider.waitFor();
    const count = Number(await slider.getAttribute('aria-valuemax'));
    assert.equal(await slider.getAttribute('aria-valuenow'), String(count));
    const moment = page.getByRole('complementary', { name: 'This moment' });
    await moment.getByRole('heading', { name: 'salesforce: create: failed' }).waitFor();
    await page.keyboard.press('Home');
    await page.waitForURL(/at=0/);
    await moment.getByRole('heading', { name: '“preventivo”' }).waitFor();
    await page.getByText('1 message followed').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/at=1/);
    for (let index = 2; index < count - 1; index++) await page.keyboard.press('ArrowRight');
    await moment.getByRole('heading', { name: '“Maria De Luca”' }).waitFor();
    const name = moment.locator('[data-change="new"]').filter({ hasText: 'nome' });
    await name.waitFor();
    assert.match(await name.innerText(), /Maria De Luca/);
    await page.reload();
    await moment.getByRole('heading', { name: '“Maria De Luca”' }).waitFor();
    await page.keyboard.press('End');
    await page.waitForURL((url) => url.search === '');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('shows requests and answers of a step, without a secret', async () => {
    const { page, context } = await place.open(`/runs/${failed[0]}`);
    const exchange = page.locator('summary').filter({ hasText: 'PATCH' }).last();
    await exchange.click();
    const answer = page.getByRole('group', { name: 'Answer' }).last();
    assert.match(await answer.innerText(), /Esigenza__c/);
    assert.doesNotMatch(await page.content(), /Bearer [A-Za-z0-9]{8}|00D\w{12,15}!/);
    await context.close();
  });

  it('has nothing that hinders, in both themes', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, context } = await place.open(`/runs/${failed[0]}`, { colorScheme });
      await page.getByRole('slider', { name: 'Moment' }).waitFor();
      assert.deepEqual(await audit(page), []);
      await context.close();
    }
  });

  it('is taken up in the test panel at the step where it failed, with what was said and its variables', async () => {
    const { page, context, complaints } = await place.open(`/runs/${failed[0]}`);
    await page.getByRole('link', { name: 'Open in the test panel' }).click();
    const panel = page.getByRole('complementary', { name: 'Test' });
    await page.getByText('The run is taken up here, with its variables.').waitFor();
    const phone = panel.getByRole('log');
    await phone.getByText('Come ti chiami?').waitFor();
    await phone.getByText('Maria De Luca', { exact: true }).waitFor();
    // The draft is the version that was mended: from the failed step on it goes well.
    await phone.getByText('Grazie Maria De Luca, ti richiamiamo.').waitFor();
    await panel.getByText('The run is complete').waitFor();
    await panel.getByRole('row', { name: /nome Maria De Luca/ }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('find'), null);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('that failed is replayed on the version that was mended, and says who did it', async () => {
    const { page, context, complaints } = await place.open(`/runs/${failed[0]}`);
    await page.getByRole('button', { name: 'Replay on version 2' }).click();
    await page.getByText('completed', { exact: true }).waitFor();
    await page.getByText('Grazie Maria De Luca, ti richiamiamo.').waitFor();
    await page.getByRole('link', { name: /^Lead/ }).waitFor();
    await page.keyboard.press('Home');
    await page.waitForURL(/at=0/);
    const repaired = page.getByText('Done by Ada Rossi');
    for (let steps = 0; steps < 20 && !(await repaired.isVisible()); steps++) {
      await page.keyboard.press('ArrowRight');
      await page.waitForURL(new RegExp(`at=${steps + 1}|/runs/[^?]+$`));
    }
    await repaired.waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('is kept as a test of its flow, which says where it is and comes true', async () => {
    const { page, context, complaints } = await place.open(`/runs/${failed[0]}`);
    await page.getByText('Grazie Maria De Luca, ti richiamiamo.').waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Save this conversation as a test' }).click();
    const dialog = page.getByRole('dialog');
    assert.equal(await dialog.getByLabel('Name of the test').inputValue(), 'Preventivo: Maria De Luca');
    await dialog.getByLabel('Name of the test').fill('A name is enough');
    assert.deepEqual(await audit(page), []);
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download it as a file' }).click();
    assert.match((await download).suggestedFilename(), /^preventivo-.*\.transcript\.yaml$/);
    await dialog.getByRole('button', { name: 'Save the test' }).click();
    await dialog.getByText('“A name is enough” stands among the tests of Preventivo').waitFor();
    await dialog.getByRole('link', { name: 'Show the tests' }).click();
    const panel = page.getByRole('complementary', { name: 'Test' });
    await panel.getByText('A name is enough').waitFor();
    await panel.getByRole('button', { name: 'Play the test' }).click();
    await panel.getByText('as written', { exact: true }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });
});

describe('repairing many runs', () => {
  it('shows first what would happen to each, then does it and says what came of it', async () => {
    const { page, context, complaints } = await place.open('/runs?status=failed&flow=preventivo');
    await rows(page).nth(1).waitFor();
    await page.getByRole('checkbox', { name: 'Select all rows' }).check();
    await page.getByRole('button', { name: 'Repair 2 runs' }).click();
    await page.getByRole('heading', { name: 'Repair runs' }).waitFor();
    await page.getByRole('button', { name: 'Look what would happen' }).click();
    await page.getByText('v1 to v2').first().waitFor();
    assert.equal(await rows(page).count(), 2);
    await page.getByText('salesforce.create is done').first().waitFor();
    assert.deepEqual(await audit(page), []);
    await page.getByRole('button', { name: 'Repair 2 runs' }).click();
    await page.getByText('Repair finished: 2 done').first().waitFor();
    await page.getByRole('button', { name: 'Finish' }).click();
    await page.goto(`${place.product.url}/runs?flow=preventivo`);
    await page.getByText('completed', { exact: true }).nth(2).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });
});

describe('in Italian', () => {
  it('the pages of runs say everything in Italian', async () => {
    const { page, context } = await place.open('/runs', { locale: 'it-IT' });
    await page.getByRole('heading', { name: 'Esecuzioni' }).waitFor();
    await page.goto(`${place.product.url}/runs/${failed[0]}`);
    await page.getByRole('heading', { name: 'Percorso' }).waitFor();
    await page.goto(`${place.product.url}/runs/parked`);
    await page.getByText('Nessun effetto in dubbio').waitFor();
    await context.close();
  });
});
