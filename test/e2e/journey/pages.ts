import type { Page } from 'playwright-core';

/** What the pages of an installation can be about: the newest of each kind, where there is one. */
export type Known = { flow?: string; run?: string; connections: readonly string[] };

/** A page of the app, as its router knows it. */
export type AppPage = {
  /** The route's own path, with its places. */
  route: string;
  /** Where it is; undefined where there is nothing that it could be about. */
  at(known: Known): string | undefined;
  /** For people who are not signed in. */
  isOutside?: true;
};

const tabs = ['doctor', 'activity', 'settings', 'templates', 'shadow'];

/** Every page of the router; a test holds the list to it. */
export const APP_PAGES: readonly AppPage[] = [
  page('/flows'),
  { route: '/flows/$flow', at: ({ flow }) => flow && `/flows/${flow}` },
  { route: '/flows/$flow/history', at: ({ flow }) => flow && `/flows/${flow}/history` },
  page('/templates'),
  page('/runs'),
  page('/runs/parked'),
  page('/runs/repair'),
  { route: '/runs/$run', at: ({ run }) => run && `/runs/${run}` },
  page('/connections'),
  page('/connections/new'),
  { route: '/connections/new/$kind', at: () => '/connections/new/salesforce' },
  { route: '/connections/new/$kind', at: () => '/connections/new/whatsapp' },
  { route: '/connections/$name', at: ({ connections: [name] }) => name && `/connections/${name}` },
  ...tabs.map((tab): AppPage => ({
    route: '/connections/$name',
    at: ({ connections: [name] }) => name && `/connections/${name}?tab=${tab}`,
  })),
  page('/settings/account'),
  page('/settings/people'),
  page('/settings/tokens'),
  page('/settings/installation'),
  { route: '/sign-in', at: () => '/sign-in', isOutside: true },
  { route: '/setup', at: () => '/setup?token=old', isOutside: true },
  { route: '/invite', at: () => '/invite?token=old', isOutside: true },
  { route: '/reset', at: () => '/reset?token=old', isOutside: true },
];

function page(route: string): AppPage {
  return { route, at: () => route };
}

/** What there is in an installation, asked as the person who is signed in. */
export async function readKnown(shown: Page, url: string): Promise<Known> {
  const get = async <T>(path: string): Promise<T> =>
    (await (await shown.request.get(`${url}/api/v1${path}`)).json()) as T;
  const flows = await get<{ items: { flow: string }[] }>('/flows');
  const runs = await get<{ items: { run: string }[] }>('/runs');
  const connections = await get<{ items: { name: string; kind: string }[] }>('/connections');
  const [flow] = flows.items;
  const [run] = runs.items;
  return {
    ...(flow && { flow: flow.flow }),
    ...(run && { run: run.run }),
    connections: connections.items.map(({ name }) => name),
  };
}

/** Waits until a page has said what it has to say: its heading, and nothing under way. */
export async function waitForPage(shown: Page): Promise<void> {
  const heading = shown.getByRole('heading', { level: 1 }).first();
  const waiting = shown.locator('[aria-busy="true"], .mantine-Skeleton-root, .mantine-Loader-root');
  // A page may have its heading, then wait for its data: it is there once two looks in a row find it so.
  for (let looks = 0, calm = 0; looks < 50 && calm < 2; looks++) {
    await heading.waitFor();
    for (const each of await waiting.all()) await each.waitFor({ state: 'detached' });
    await shown.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))');
    calm = (await heading.isVisible()) && (await waiting.count()) === 0 ? calm + 1 : 0;
  }
  await shown.evaluate('document.fonts.ready.then(() => undefined)');
}
