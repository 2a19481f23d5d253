import type { Page } from 'playwright-core';

/** A page that is taken a picture of, in every theme, language and width. */
export type ShownPage = {
  /** Names the picture's files. */
  name: string;
  /** Where it is; a function where the address is only known once there is data. */
  path: string | ((url: string, page: Page) => Promise<string>);
  /** Waits until it shows what it is about, and brings it where it is interesting: opens a panel, chooses a row. */
  prepare?(page: Page): Promise<void>;
  /** False for pages of people who are not signed in. */
  signedIn?: boolean;
  /** True for pages that people also open on a telephone. */
  narrow?: boolean;
};

/** Every page of the app; whoever makes one adds it here. */
export const PAGES: readonly ShownPage[] = [
  { name: 'sign-in', path: '/sign-in', signedIn: false, narrow: true },
  { name: 'link-dead', path: '/invite?token=old', signedIn: false, narrow: true },
  { name: 'flows', path: '/flows' },
  {
    name: 'palette',
    path: '/flows',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'templates', path: '/templates' },
  { name: 'runs', path: '/runs', prepare: (page) => page.locator('tbody tr[data-row]').first().waitFor() },
  {
    name: 'run',
    path: firstRun,
    prepare: (page) => page.getByRole('slider').waitFor(),
  },
  {
    name: 'run-list',
    path: async (url, page) => `${await firstRun(url, page)}?at=1&as=list`,
    prepare: (page) => page.getByRole('slider').waitFor(),
  },
  {
    name: 'runs-repair',
    path: '/runs?status=completed',
    prepare: async (page) => {
      await page.locator('thead input[type=checkbox]').check();
      await page.locator('button', { hasText: /^Rep|^Rip/ }).click();
      await page.locator('form button[type=submit]').click();
      await page.locator('tbody tr[data-row]').first().waitFor();
    },
  },
  { name: 'runs-parked', path: '/runs/parked' },
  { name: 'connections', path: '/connections' },
  { name: 'settings-account', path: '/settings/account' },
  { name: 'settings-people', path: '/settings/people' },
  {
    name: 'settings-invite',
    path: '/settings/people',
    prepare: async (page) => {
      await page.getByRole('main').getByRole('button').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'settings-tokens', path: '/settings/tokens' },
  { name: 'settings-installation', path: '/settings/installation' },
  { name: 'missing', path: '/nowhere' },
  {
    name: 'demo',
    path: '/demo',
    signedIn: false,
    narrow: true,
    prepare: (page) => page.locator('.seat').first().waitFor(),
  },
];

/** The address of a run, the newest one. */
async function firstRun(url: string, page: Page): Promise<string> {
  await page.goto(`${url}/runs`);
  const link = page.locator('tbody tr[data-row] a').first();
  return (await link.getAttribute('href')) ?? '/runs';
}
