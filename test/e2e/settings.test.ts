import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { audit } from './axe.ts';
import { call } from './call.ts';
import { openEditor, type OpenedEditor } from './editor.ts';
import type { FlowFile } from './journey/flow-shape.ts';
import { usePlace } from './place.ts';

/** How long the server may take to have what was written. */
const WITHIN_MS = 30_000;

const place = usePlace();

type Params = Readonly<Record<string, unknown>>;

const open = (locale = 'en-GB'): Promise<OpenedEditor> => openEditor(place, 'whatsapp-lead', { locale, height: 1000 });
const card = (page: Page, title: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${title}[^.]*\\. `) });
const panel = (page: Page): Locator => page.getByRole('complementary', { name: /^(Step|Flow settings|Passo)$/ });
/** One row of the mapping. */
const row = (page: Page, name: string): Locator =>
  panel(page)
    .getByRole('listitem')
    .filter({ has: page.getByText(name, { exact: true }) });

async function openStep(page: Page, title: string): Promise<void> {
  await card(page, title).first().focus();
  await page.keyboard.press('Enter');
  await panel(page)
    .getByRole('tab', { name: /^(Settings|Impostazioni)$/ })
    .waitFor();
}

/** The params of a step as the server has them, once `fits` says that they are what is meant. */
async function saved(
  { page, flow: id }: OpenedEditor,
  step: string,
  fits: (params: Params) => boolean,
): Promise<Params> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const { flow } = await call<FlowFile>(page, `GET /api/v1/flows/${id}/draft`);
    const params = flow.steps[step]?.params ?? {};
    if (fits(params)) return params;
    if (Date.now() > until) assert.fail(`The step is not as meant: ${JSON.stringify(params)}`);
    await page.waitForTimeout(200);
  }
}

describe('the settings panel', () => {
  it('maps a Lead of the connected org by mouse: object, operation, suggestion, picklist, trial', async () => {
    const opened = await open();
    const { page, context, complaints } = opened;
    await openStep(page, 'Create the Lead');
    await panel(page).getByLabel('Operation').selectOption({ label: 'Create record' });
    await panel(page).getByText('LastName', { exact: true }).waitFor();
    assert.match(await row(page, 'LastName').innerText(), /required/);

    await row(page, 'Company')
      .getByRole('button', { name: /^Give Company nothing/ })
      .click();
    await panel(page).getByRole('button', { name: 'Suggest a mapping' }).click();
    await panel(page)
      .getByRole('button', { name: /^Take (all|the suggestion)/ })
      .last()
      .click();

    await panel(page)
      .getByRole('searchbox', { name: /^Search \d+ fields/ })
      .fill('rating');
    await row(page, 'Rating').getByRole('combobox').selectOption({ index: 1 });
    await panel(page)
      .getByRole('searchbox', { name: /^Search \d+ fields/ })
      .fill('company');
    await row(page, 'Company').getByRole('textbox').click();
    await page.keyboard.type('Acme');

    const { input } = (await saved(opened, 'createLead', ({ input: given }) => {
      const { fields } = given as { fields?: Record<string, unknown> };
      return fields?.['Company'] === 'Acme' && fields['Rating'] !== undefined;
    })) as { input: { object: string } };
    assert.equal(input.object, 'Lead');

    await panel(page).getByRole('button', { name: 'Try it without saving' }).click();
    await panel(page).getByText('The system takes it.').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('completes a variable in a template by keyboard, shows what it gives, and underlines what is unknown', async () => {
    const opened = await open();
    const { page, context, complaints } = opened;
    await openStep(page, 'Ask the name');
    const question = panel(page).getByRole('textbox', { name: 'Question' });
    await question.click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type(' {{ contact.na');
    await page.getByRole('listbox').getByText('contact.name').first().waitFor();
    await page.keyboard.press('Enter');
    await panel(page)
      .getByText(/Maria Rossi/)
      .first()
      .waitFor();
    const { text } = (await saved(opened, 'askName', (params) =>
      JSON.stringify(params['text']).includes('contact.name }}'),
    )) as {
      text: Record<string, string>;
    };
    assert.match(text['it'] ?? '', /\{\{ contact\.name \}\}$/);

    await page.keyboard.type(' {{ vars.nobody }}');
    await panel(page).getByText('Nothing writes “vars.nobody”, so it is always empty.').waitFor();
    await page.locator('.cm-token-unknown').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('keeps words that cannot be read in their field, and reads them in words or in ISO 8601', async () => {
    const opened = await open();
    const { page, context } = opened;
    await openStep(page, 'Ask the name');
    const wait = panel(page).getByLabel('Wait at most').first();
    await wait.fill('2 houres');
    await panel(page).getByText('It stays here until it can be read.').waitFor();
    await openStep(page, 'Ask the number');
    await openStep(page, 'Ask the name');
    await panel(page).getByText('It stays here until it can be read.').waitFor();
    assert.equal(await wait.inputValue(), '2 houres');
    await wait.fill('2 ore');
    const params = await saved(opened, 'askName', ({ timeout }) => timeout === 'PT2H');
    assert.equal(params['timeout'], 'PT2H');
    await context.close();
  });

  it('renames a step and a variable everywhere, and wires an exit by a select', async () => {
    const opened = await open();
    const { page, context, complaints } = opened;
    await openStep(page, 'Ask the name');
    await panel(page).getByRole('textbox', { name: 'Title' }).fill('Who are you');
    await card(page, 'Who are you').waitFor();
    await panel(page).getByRole('combobox', { name: '“unclear” leads to' }).selectOption({ label: 'Done' });
    await page.getByRole('button', { name: 'Settings of the flow' }).click();
    const name = panel(page).getByRole('textbox', { name: 'Name of name' });
    await name.fill('fullName');
    await name.press('Enter');
    const params = await saved(opened, 'createLead', ({ input }) => JSON.stringify(input).includes('vars.fullName'));
    assert.doesNotMatch(JSON.stringify(params), /vars\.name/);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('has no fault that axe finds, in both themes, and speaks Italian', async () => {
    const { page, context } = await open('it-IT');
    await page.getByRole('button', { name: 'Impostazioni del flusso' }).waitFor();
    await openStep(page, 'Create the Lead');
    await panel(page).getByText('LastName', { exact: true }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await audit(page, 'aside'), []);
    }
    await openStep(page, 'Ask the name');
    await panel(page).getByRole('textbox', { name: 'Domanda' }).waitFor();
    assert.deepEqual(await audit(page, 'aside'), []);
    await context.close();
  });
});
