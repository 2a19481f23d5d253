import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { NAMESPACES } from '../../web/i18n/namespaces.ts';
import { call } from './call.ts';
import { openEditor } from './editor.ts';
import { englishLeft, readCatalogues, type Catalogues } from './journey/english-left.ts';
import { APP_PAGES, readKnown, waitForPage, type Known } from './journey/pages.ts';
import { talkOnce } from './journey/talk-once.ts';
import { usePlace } from './place.ts';

/** The flow of whose copy the steps are opened in the editor. */
const FLOW = 'whatsapp-lead';
/** Fields by the names that programs give them; some are English words too. */
const API_NAMES = ['Company', 'Status'];

let page: Page;
let context: BrowserContext;
let known: Known;
let catalogues: Catalogues;
/** What people wrote: it is shown as they wrote it. */
let written: ReadonlySet<string>;

const place = usePlace({
  async prepare({ product, open }) {
    await talkOnce(product.url);
    ({ page, context } = await open('/flows', { locale: 'it-IT' }));
    known = await readKnown(page, product.url);
    catalogues = await readCatalogues(NAMESPACES);
    const { items } = await call<{ items: { flow: string }[] }>(page, 'GET /api/v1/flows');
    const drafts = await Promise.all(items.map(({ flow }) => call(page, `GET /api/v1/flows/${flow}/draft`)));
    // An org whose language is English calls its fields in English.
    const { schema } = await call<{ schema: { properties: { fields: unknown } } }>(
      page,
      'POST /api/v1/connections/salesforce/describe',
      { body: { operation: 'upsert', input: { object: 'Lead' } } },
    );
    written = new Set([...stringsIn(drafts), ...stringsIn(schema.properties.fields), ...API_NAMES]);
  },
});

function stringsIn(value: unknown): Set<string> {
  if (typeof value === 'string') return new Set([value]);
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.values(value).flatMap((each) => [...stringsIn(each)]));
}

/** Goes somewhere and says what is left there in English. */
async function leftAt(path: string): Promise<string[]> {
  await page.goto(`${place.product.url}${path}`);
  await waitForPage(page);
  return englishLeft(page, { catalogues, written });
}

describe('in Italian', () => {
  it('no page has an English text left', async () => {
    const found: Record<string, string[]> = {};
    const paths = APP_PAGES.filter(({ isOutside }) => !isOutside).flatMap((each) => each.at(known) ?? []);
    for (const path of [...paths, '/nowhere', '/demo']) {
      const left = await leftAt(path);
      if (left.length > 0) found[path] = left;
    }
    assert.deepEqual(found, {});
  });

  it('the panels of the editor have none either', async () => {
    const found: Record<string, string[]> = {};
    const opened = await openEditor(place, FLOW, { locale: 'it-IT' });
    const shown = opened.page;
    const look = async (at: string): Promise<void> => {
      await shown.locator('aside, [role="dialog"]').first().waitFor();
      const left = await englishLeft(shown, { catalogues, written });
      if (left.length > 0) found[at] = left;
    };
    for (const step of ['askName', 'phoneKnown', 'createLead', 'thank', 'toPeople', 'unreachable']) {
      await shown.locator(`[data-step="${step}"] [role="button"]`).first().focus();
      await shown.keyboard.press('Enter');
      await shown.locator(`aside input[value="${step}"]`).waitFor();
      await look(step);
    }
    for (const name of ['Prova', 'Schema', 'Impostazioni del flusso', 'Cerca nel flusso', 'Aggiungi un passo']) {
      await shown.getByRole('main').getByRole('button', { name, exact: true }).click();
      await look(name);
    }
    for (const name of ['Scorciatoie', 'Pubblica']) {
      await shown.keyboard.press('Escape');
      await shown.getByRole('main').getByRole('button', { name, exact: true }).click();
      await shown.getByRole('dialog').getByRole('heading').first().waitFor();
      await look(name);
    }
    assert.deepEqual(found, {});
    await opened.context.close();
  });

  it('pages for who is outside have none', async () => {
    const found: Record<string, string[]> = {};
    await context.clearCookies();
    for (const path of APP_PAGES.filter(({ isOutside }) => isOutside).flatMap((each) => each.at(known) ?? [])) {
      const left = await leftAt(path);
      if (left.length > 0) found[path] = left;
    }
    assert.deepEqual(found, {});
  });

  it('records are called as Salesforce calls them in Italian', () => {
    const words: readonly [english: RegExp, italian: RegExp][] = [
      // “Lead it there” is no record.
      [/\bLeads?\b(?! (?:“|it\b|to\b|there\b|an exit\b|the exit\b|the handler\b))/, /\blead\b/i],
      [/\ba Case\b|\bthe Case\b|\bCases\b/, /\bCas[oi]\b/],
      [/\b[Qq]ueues?\b/, /\b[Cc]od[ae]\b/],
    ];
    const plain = (text: string): string => text.replaceAll(/\{\{.*?\}\}|"[^"]*" ?/g, '');
    const wrong = catalogues.pairs.filter(({ english, italian }) =>
      words.some(([said, wanted]) => said.test(plain(english)) && !wanted.test(italian)),
    );
    assert.deepEqual(wrong, []);
  });
});
