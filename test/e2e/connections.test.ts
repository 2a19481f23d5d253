import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audit } from './axe.ts';
import { usePlace } from './place.ts';

/** Clicks from the list of connections to an org that works; two of them in the org's own window. */
const CLICKS = 9;

const place = usePlace({ args: ['--empty'] });

const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

/** Does to the pretend org what an administrator does. */
async function administer(org: string, call: string, body: unknown): Promise<void> {
  const response = await fetch(`${org}/_control/${call}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200, await response.text());
}

describe('connections', () => {
  let org = '';

  it('lead from the list to an org that works, by consent in its own window, in a few clicks', async () => {
    const { page, context, complaints } = await place.open('/connections');
    let clicks = 0;
    const click = async (on: Page, role: 'button' | 'link', name: string): Promise<void> => {
      clicks += 1;
      await on.getByRole(role, { name, exact: true }).click();
    };
    await page.getByText('Connections will be here').waitFor();
    await click(page, 'link', 'New connection');
    await click(page, 'link', 'Connect Salesforce');
    await heading(page, 'What kind of org is it');
    await page.getByLabel('Its name here').fill('crm');
    clicks += 1;
    await page.getByRole('button', { name: /^A pretend org/ }).click();
    await heading(page, 'The pretend org has its app already');
    await click(page, 'button', 'Save and go on');
    await heading(page, 'Let Rondine in');
    const opened = page.waitForEvent('popup');
    await click(page, 'button', 'Connect to Salesforce');
    const popup = await opened;
    await click(popup, 'button', 'Log in');
    await click(popup, 'button', 'Allow');
    await heading(page, 'The doctor looks');
    await page.getByText('Everything is in order').first().waitFor();
    await click(page, 'button', 'Go on');
    await heading(page, 'A Lead that is tried and not kept');
    await page.getByText('Nothing was left behind').waitFor();
    await click(page, 'button', 'Finish');
    await heading(page, 'Rondine Demo is connected');
    assert.equal(clicks, CLICKS);
    assert.deepEqual(await audit(page), []);
    await page.getByRole('link', { name: 'See the connection' }).click();
    await heading(page, 'crm');
    org = (await page.getByRole('link', { name: 'Look into the pretend org' }).getAttribute('href')) ?? '';
    const { records } = (await (await fetch(`${org}/_control/records/Lead`)).json()) as { records: unknown[] };
    assert.deepEqual(records, [], 'the trial left nothing behind');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('say in clear words that the window was closed, and that access was denied', async () => {
    const { page, context } = await place.open('/connections/crm');
    const begin = async (name: RegExp): Promise<Page> => {
      const opened = page.waitForEvent('popup');
      await page.getByRole('button', { name }).click();
      return opened;
    };
    const closed = await begin(/^Connect to Salesforce again/);
    await closed.getByRole('button', { name: 'Log in' }).waitFor();
    await closed.close();
    await page.getByText('The window was closed before access was allowed').first().waitFor();
    const denied = await begin(/^Open the window again/);
    await denied.waitForURL(/authorize/);
    await denied.goto(`${denied.url()}&prompt=consent`);
    await denied.getByRole('button', { name: 'Log in' }).click();
    await denied.getByRole('button', { name: 'Deny' }).click();
    await page.getByText('Access was not given').first().waitFor();
    await context.close();
  });

  it('are cured of what is planted in the org by following the doctor’s words', async () => {
    const { page, context } = await place.open('/connections/crm?tab=doctor');
    await page.getByText('Everything is in order').first().waitFor();
    const probe = page.locator('li[data-ok="false"]').first();
    const find = async (name: string, way: RegExp): Promise<string> => {
      await page.getByRole('button', { name: 'Look again' }).click();
      await page
        .getByText(/things? to put right/)
        .first()
        .waitFor();
      assert.match(await probe.innerText(), new RegExp(name));
      assert.match(await probe.innerText(), way);
      return (await probe.getByText(/^What to do: /).innerText()).replace('What to do: ', '');
    };
    const isWell = async (): Promise<void> => {
      await probe.getByRole('button', { name: 'Look at it again' }).click();
      await page.getByText('Everything is in order').first().waitFor();
    };
    const app = 'clients/3MVG9.pretend.Rondine';

    await administer(org, app, { callbacks: ['https://elsewhere.example/callback'] });
    const callback = /(http\S+callback)/.exec(await find('Callback URL', /Setup > .* > Callback URL/))?.[1] ?? '';
    await administer(org, app, { callbacks: [callback] });
    await isWell();

    await administer(org, app, { ipRestricted: true });
    assert.match(await find('IP policy', /IP Relaxation/), /[Rr]elax/);
    await administer(org, app, { ipRestricted: false });
    await isWell();

    const user = 'users/integrazione@rondine-demo.example';
    await administer(org, user, { apiDisabled: true });
    assert.match(await find('API access', /API Enabled/), /API/);
    await administer(org, user, { apiDisabled: false });
    await isWell();

    const field = { object: 'Lead', field: 'Rondine_Key__c' };
    await administer(org, 'setup', { deed: 'remove-field', ...field });
    const words = await find('Lead: exactly once', /Object Manager > Lead > Fields & Relationships > New/);
    const [, length, name] = /Text \((\d+)\), Unique.*External ID, API name (\w+)/.exec(words) ?? [];
    await administer(org, 'setup', {
      deed: 'custom-field',
      object: 'Lead',
      name,
      length: Number(length),
      unique: true,
      caseSensitive: true,
      externalId: true,
    });
    await isWell();

    await administer(org, 'setup', { deed: 'org', storageFull: true });
    await find('Data storage', /Storage Usage/);
    await administer(org, 'setup', { deed: 'org', storageFull: false });
    await isWell();
    await context.close();
  });

  it('take in a pretend phone, and show by themselves what comes in', async () => {
    const { page, context, complaints } = await place.open('/connections/new/whatsapp?as=pretend');
    await page.getByLabel('Its name here').fill('shop');
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await heading(page, 'The pretend WhatsApp knows our address');
    await page.getByText('Waiting for the first message').waitFor();
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await heading(page, 'Does it work');
    await page.getByRole('button', { name: /^Go on/ }).click();
    await heading(page, 'Send a test message');
    await page.getByRole('button', { name: /Let the pretend customer write/ }).click();
    await page.getByText('A message has come in').waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText(/^Sent to \+39/).waitFor();
    assert.deepEqual(await audit(page), []);
    await page.getByRole('button', { name: 'Done' }).click();
    await heading(page, 'WhatsApp is connected');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('are removed at once, and that is taken back', async () => {
    const { page, context } = await place.open('/connections/shop');
    await page.getByRole('button', { name: 'Remove' }).click();
    await heading(page, 'Connections');
    await page.getByRole('link', { name: 'shop', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await heading(page, 'shop');
    await context.close();
  });

  it('say which fields are missing before anything is stored', async () => {
    const { page, context } = await place.open('/connections/new/telegram', { locale: 'it-IT' });
    await page.getByRole('button', { name: 'Salva e continua' }).click();
    await page.getByText('Questo campo serve.').first().waitFor();
    assert.deepEqual(await audit(page), []);
    await context.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`are free of what axe finds, in ${colorScheme}`, async () => {
      const paths = ['/connections', '/connections/new', '/connections/new/salesforce?as=production&step=app-2'];
      // What differs by colour is on these; the others are made of the same.
      const tabs =
        colorScheme === 'dark'
          ? ['doctor', 'settings']
          : ['overview', 'doctor', 'activity', 'settings', 'templates', 'shadow'];
      for (const path of [...paths, ...tabs.map((tab) => `/connections/shop?tab=${tab}`)]) {
        const { page, context } = await place.open(path, { colorScheme });
        await page.getByLabel('Loading').waitFor({ state: 'detached' });
        assert.deepEqual(await audit(page), [], path);
        await context.close();
      }
    });
  }
});
