import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importFile } from '../../src/imports/import-file.ts';
import { ACTIONS, LEGACY, MODERN } from '../../src/imports/testing/bird-files.contract.ts';
import { audit } from './axe.ts';
import { usePlace } from './place.ts';

const place = usePlace();

const file = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(content)),
});

describe('importing', () => {
  it('tells of each file what would become of it, and opens what was made', async () => {
    const { page, context } = await place.open('/flows');
    await page.locator('input[type=file]').setInputFiles([file('old.json', LEGACY)]);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Lost', { exact: true }).first().waitFor();
    await dialog.getByRole('searchbox').fill('verify');
    await dialog.getByText('There is no step like "verify" here').waitFor();
    assert.deepEqual(await audit(page, '[role=dialog]'), []);
    await dialog.getByRole('button', { name: 'Import 1 flow' }).click();
    await page.waitForURL(/\/flows\/lead-from-chat/);
    await context.close();
  });

  for (const [format, sample] of Object.entries({ LEGACY, MODERN, ACTIONS }))
    it(`reports of ${format.toLowerCase()} files how much is the same, nearly the same and lost`, async () => {
      const imported = importFile(JSON.stringify(sample));
      assert.ok('report' in imported);
      const { source, trigger, steps } = imported.report;
      const count = (wanted: string): number =>
        [...(trigger ? [trigger] : []), ...steps].filter(({ grade }) => grade === wanted).length;
      const { page, context } = await place.open('/flows');
      await page.locator('input[type=file]').setInputFiles([file(`${format}.json`, sample)]);
      const dialog = page.getByRole('dialog');
      await dialog.getByText(`A flow of ${source}.`).waitFor();
      for (const words of [`The same ${count('exact')}`, `Nearly ${count('approximated')}`, `Lost ${count('lost')}`])
        await dialog.getByRole('radio', { name: words, exact: true }).waitFor({ state: 'attached' });
      await dialog.getByRole('button', { name: 'Import 1 flow' }).click();
      await page.waitForURL(/\/flows\/[a-z]/);
      await page.getByRole('region', { name: /^The flow / }).waitFor();
      await context.close();
    });

  it('takes several files at once, dropped anywhere, and leaves out what is no flow', async () => {
    const { page, context } = await place.open('/runs');
    const texts = { 'new.json': JSON.stringify(MODERN), 'none.json': '{"a":1}' };
    await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of Object.entries(${JSON.stringify(texts)}))
        dataTransfer.items.add(new File([text], name));
      for (const type of ['dragenter', 'dragover', 'drop'])
        dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    const dialog = page.getByRole('dialog', { name: 'Import 2 files' });
    await dialog.getByRole('button', { name: /none.json.*Cannot be imported/ }).click();
    await dialog.getByText('No flow can be made of none.json').waitFor();
    await dialog.getByRole('button', { name: 'Import 1 flow' }).click();
    await page.waitForURL(/\/flows\/[a-z]/);
    await context.close();
  });
});
