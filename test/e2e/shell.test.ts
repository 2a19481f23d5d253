import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audit } from './axe.ts';
import { OWNER } from './owner.ts';
import { usePlace } from './place.ts';

const place = usePlace();

describe('the way in', () => {
  it('leads who is not signed in to the sign-in and on to where they wanted to go', async () => {
    const { page, context, complaints } = await place.open('/settings/tokens', { isInside: false });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.keyboard.type(OWNER.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(OWNER.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/settings/tokens');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('says what is wrong with a wrong password, and what to do', async () => {
    const { page, context } = await place.open('/sign-in', { isInside: false });
    await page.getByLabel('E-mail address').fill(OWNER.email);
    await page.getByLabel('Password', { exact: true }).fill('not this one at all');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'Code for support: wrong-sign-in' }).waitFor();
    await context.close();
  });

  it('is closed by a link that was used', async () => {
    const { page, context } = await place.open(place.product.setUpUrl, { isInside: false });
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
    await context.close();
  });

  it('asks again over the page when the session has ended, and nothing of the page is lost', async () => {
    const { page, context } = await place.open('/settings/account');
    await page.getByLabel('Your name').fill('Ada R.');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Save the name' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('Your name').inputValue(), 'Ada R.');
    await context.close();
  });
});

describe('the frame around the pages', () => {
  it('goes anywhere by the palette, without a mouse', async () => {
    const { page, context, complaints } = await place.open('/flows');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('connec');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Connections', exact: true }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('lets the keyboard skip the navigation', async () => {
    const { page, context } = await place.open('/flows');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'page');
    await context.close();
  });

  it('speaks the language that the person chose on every machine', async () => {
    const { page, context } = await place.open('/settings/account');
    await page.getByText('Italiano', { exact: true }).click();
    await page.getByRole('heading', { name: 'Il mio account' }).waitFor();
    const other = await place.open('/settings/account');
    await other.page.getByRole('heading', { name: 'Il mio account' }).waitFor();
    await other.page.getByText('English', { exact: true }).click();
    await other.page.getByRole('heading', { name: 'My account' }).waitFor();
    await Promise.all([context.close(), other.context.close()]);
  });

  it('does not scroll sideways, from a tablet to a desk', async () => {
    const { page, context } = await place.open('/settings/people');
    for (const width of [768, 1024, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      assert.equal(
        await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
        0,
        `at ${width} pixels`,
      );
    }
    await context.close();
  });
});

describe('people and tokens', () => {
  it('are invited by a link, and come in by it', async () => {
    const { page, context } = await place.open('/settings/people');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail address').fill('luca@example.com');
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByRole('dialog', { name: 'The link is ready' }).locator('code').innerText();
    const guest = await place.open(link, { isInside: false });
    await guest.page.getByText('Ada').waitFor();
    await guest.page.getByLabel('Your name').fill('Luca Bianchi');
    await guest.page.getByLabel('New password').fill('tre passeri sul tetto rosso');
    await guest.page.getByRole('button', { name: 'Make the account' }).click();
    await guest.page.getByRole('heading', { name: 'Flows', exact: true }).waitFor();
    await Promise.all([context.close(), guest.context.close()]);
  });

  it('are shown once when a token is made', async () => {
    const { page, context } = await place.open('/settings/tokens');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Nightly export');
    await dialog.getByLabel('read flows').check();
    await dialog.getByRole('button', { name: 'Make a token' }).click();
    const token = await page.getByRole('dialog', { name: 'Nightly export is ready' }).locator('code').innerText();
    assert.match(token, /^rnd_/);
    const answer = await fetch(`${place.product.url}/api/v1/flows`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Nightly export').waitFor();
    await context.close();
  });
});

describe('accessibility', () => {
  const INSIDE = [
    '/flows',
    '/runs',
    '/connections',
    '/templates',
    '/settings/account',
    '/settings/people',
    '/settings/tokens',
    '/settings/installation',
  ];
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const path of INSIDE) {
      it(`has nothing to find on ${path} in the ${colorScheme} theme`, async () => {
        const { page, context } = await place.open(path, { colorScheme });
        assert.deepEqual(await audit(page), []);
        await context.close();
      });
    }
    for (const path of ['/sign-in', '/invite?token=old']) {
      it(`has nothing to find on ${path} in the ${colorScheme} theme, seen from outside`, async () => {
        const { page, context } = await place.open(path, { colorScheme, isInside: false, width: 390 });
        assert.deepEqual(await audit(page), []);
        await context.close();
      });
    }
  }
});
