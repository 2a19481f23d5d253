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

const EDITOR = '/flows/whatsapp-lead';

async function canvas(page: Page): Promise<void> {
  await page.locator('[data-step="askName"]').first().waitFor();
}

/** The whole flow, at rest. */
async function seeAll(page: Page): Promise<void> {
  await canvas(page);
  await page.keyboard.press('1');
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 400))');
}

/** The settings of a step, with their editors. */
function panel(step: string): (page: Page) => Promise<void> {
  return async (page) => {
    const card = page.locator(`[data-step="${step}"] [role="button"]`).first();
    await seeAll(page);
    await card.focus();
    await page.keyboard.press('Enter');
    await page.locator('aside [role="tabpanel"] .cm-editor').first().waitFor();
    // The whole flow again, in the room that the panel leaves.
    await card.focus();
    await seeAll(page);
  };
}

/** Presses a button of the bar by the drawing on it, whatever the language. */
function pressing(icon: string): (page: Page) => Promise<void> {
  return async (page) => {
    await canvas(page);
    await page.locator(`main header button:has(.tabler-icon-${icon})`).click();
    await page.locator('aside').first().waitFor();
  };
}

/** Presses keys on the canvas. */
function keys(pressed: string): (page: Page) => Promise<void> {
  return async (page) => {
    await canvas(page);
    await page.locator('[data-step="askName"] [role="button"]').first().focus();
    await page.keyboard.press(pressed);
    await page.locator('[role="dialog"], aside').first().waitFor();
  };
}

/** A conversation on the phone beside the canvas. */
async function testing(page: Page): Promise<void> {
  await canvas(page);
  await page.locator('[data-step="askName"] [role="button"]').first().focus();
  await page.keyboard.press('Control+Enter');
  const phone = page.locator('[data-phone]');
  for (const text of ['Ciao', 'Maria De Luca']) {
    await phone.getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
  }
  await phone
    .getByText(/Grazie Maria|Thank you Maria/)
    .first()
    .waitFor();
}

/** Pages of which README shows a picture. */
export const BEST: readonly string[] = ['editor-mapping', 'editor-test', 'run'];

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
  { name: 'editor', path: EDITOR, prepare: seeAll },
  { name: 'editor-settings', path: EDITOR, prepare: panel('askName') },
  { name: 'editor-mapping', path: EDITOR, prepare: panel('createLead') },
  { name: 'editor-flow', path: EDITOR, prepare: pressing('settings') },
  { name: 'editor-test', path: EDITOR, prepare: testing },
  { name: 'editor-outline', path: EDITOR, prepare: pressing('list-tree') },
  { name: 'editor-search', path: EDITOR, prepare: keys('Control+f') },
  { name: 'editor-picker', path: EDITOR, prepare: keys('n') },
  { name: 'editor-shortcuts', path: EDITOR, prepare: keys('?') },
  { name: 'history', path: `${EDITOR}/history` },
  { name: 'templates', path: '/templates' },
  { name: 'runs', path: '/runs', prepare: (page) => page.locator('tbody tr[data-row]').first().waitFor() },
  {
    name: 'run',
    path: firstRun,
    prepare: (page) => page.locator('[data-canvas] [data-step]').first().waitFor(),
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
  { name: 'connections-gallery', path: '/connections/new' },
  { name: 'connections-channel', path: '/connections/new/whatsapp' },
  { name: 'connections-org', path: '/connections/new/salesforce' },
  { name: 'connections-org-app', path: '/connections/new/salesforce?as=production&step=app-2' },
  { name: 'connection', path: '/connections/whatsapp' },
  { name: 'connection-doctor', path: '/connections/salesforce?tab=doctor' },
  { name: 'connection-settings', path: '/connections/whatsapp?tab=settings' },
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
