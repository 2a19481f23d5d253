import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { parseSearch, searchOf, writeSearch } from '../ui/search-params.ts';
import { readRunsSearch } from '../runs/filter.ts';
import { lazyPage } from './lazy-page.ts';
import { Fault, Missing, Root, Waiting } from './root.tsx';
import { Shell } from './shell.tsx';

/*
 * Every address of the app. A page reads its parts by `useParams({ from })` and `useSearch({ from })`, where `from` is
 * the route's id: `/shell/flows/$flow`. Filters live in the address; `searchOf` says which a page has.
 */
const root = createRootRoute({ component: Root, notFoundComponent: Missing, errorComponent: Fault });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => redirect({ to: '/flows', replace: true, throw: true }),
});

const flows = createRoute({
  getParentRoute: () => shell,
  path: '/flows',
  validateSearch: searchOf({ q: 'text', folder: 'text', tag: 'list', state: 'list', sort: 'text' }),
  component: lazyPage(['flows'], () => import('../flows/flows-page.tsx'), 'FlowsPage'),
});
const editor = createRoute({
  getParentRoute: () => shell,
  path: '/flows/$flow',
  validateSearch: searchOf({ step: 'text', panel: 'text', find: 'text' }),
  component: lazyPage(
    ['editor', 'canvas', 'session', 'workbench'],
    () => import('../editor/editor-page.tsx'),
    'EditorPage',
  ),
});
const history = createRoute({
  getParentRoute: () => shell,
  path: '/flows/$flow/history',
  validateSearch: searchOf({ version: 'text', against: 'text' }),
  component: lazyPage(['editor'], () => import('../editor/history-page.tsx'), 'HistoryPage'),
});
const templates = createRoute({
  getParentRoute: () => shell,
  path: '/templates',
  validateSearch: searchOf({ q: 'text', channel: 'list' }),
  component: lazyPage(['templates'], () => import('../templates/templates-page.tsx'), 'TemplatesPage'),
});
const runs = createRoute({
  getParentRoute: () => shell,
  path: '/runs',
  validateSearch: readRunsSearch,
  component: lazyPage(['runs'], () => import('../runs/runs-page.tsx'), 'RunsPage'),
});
const parked = createRoute({
  getParentRoute: () => shell,
  path: '/runs/parked',
  validateSearch: searchOf({ connection: 'text' }),
  component: lazyPage(['runs'], () => import('../runs/parked-page.tsx'), 'ParkedPage'),
});
const repair = createRoute({
  getParentRoute: () => shell,
  path: '/runs/repair',
  component: lazyPage(['runs'], () => import('../runs/repair-page.tsx'), 'RepairPage'),
});
const run = createRoute({
  getParentRoute: () => shell,
  path: '/runs/$run',
  validateSearch: searchOf({ at: 'text', as: 'text' }),
  component: lazyPage(['runs', 'editor'], () => import('../runs/run-page.tsx'), 'RunPage'),
});
const connections = createRoute({
  getParentRoute: () => shell,
  path: '/connections',
  validateSearch: searchOf({ q: 'text', state: 'list' }),
  component: lazyPage(['connections'], () => import('../connections/connections-page.tsx'), 'ConnectionsPage'),
});
const gallery = createRoute({
  getParentRoute: () => shell,
  path: '/connections/new',
  validateSearch: searchOf({ q: 'text' }),
  component: lazyPage(['connections'], () => import('../connections/gallery-page.tsx'), 'GalleryPage'),
});
const newConnection = createRoute({
  getParentRoute: () => shell,
  path: '/connections/new/$kind',
  validateSearch: searchOf({ step: 'text', name: 'text', as: 'text', way: 'text' }),
  component: lazyPage(['connections'], () => import('../connections/new-connection-page.tsx'), 'NewConnectionPage'),
});
const connection = createRoute({
  getParentRoute: () => shell,
  path: '/connections/$name',
  validateSearch: searchOf({ tab: 'text' }),
  component: lazyPage(['connections'], () => import('../connections/connection-page.tsx'), 'ConnectionPage'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyPage(['settings'], () => import('../settings/settings-layout.tsx'), 'SettingsLayout'),
});
const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => redirect({ to: '/settings/account', replace: true, throw: true }),
});
const account = createRoute({
  getParentRoute: () => settings,
  path: '/account',
  component: lazyPage(['settings'], () => import('../settings/account-page.tsx'), 'AccountPage'),
});
const people = createRoute({
  getParentRoute: () => settings,
  path: '/people',
  component: lazyPage(['settings'], () => import('../settings/people-page.tsx'), 'PeoplePage'),
});
const tokens = createRoute({
  getParentRoute: () => settings,
  path: '/tokens',
  component: lazyPage(['settings'], () => import('../settings/tokens-page.tsx'), 'TokensPage'),
});
const installation = createRoute({
  getParentRoute: () => settings,
  path: '/installation',
  component: lazyPage(['settings'], () => import('../settings/installation-page.tsx'), 'InstallationPage'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: searchOf({ to: 'text' }),
  component: lazyPage([], () => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: searchOf({ token: 'text' }),
  component: lazyPage([], () => import('./sign-in/one-time-pages.tsx'), 'SetUpPage'),
});
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  validateSearch: searchOf({ token: 'text' }),
  component: lazyPage([], () => import('./sign-in/one-time-pages.tsx'), 'InvitePage'),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  validateSearch: searchOf({ token: 'text' }),
  component: lazyPage([], () => import('./sign-in/one-time-pages.tsx'), 'ResetPage'),
});
const demo = createRoute({
  getParentRoute: () => root,
  path: '/demo',
  validateSearch: searchOf({ customer: 'text' }),
  component: lazyPage(['demo'], () => import('../demo/demo-page.tsx'), 'DemoPage'),
});

const tree = root.addChildren([
  home,
  shell.addChildren([
    flows,
    editor,
    history,
    templates,
    runs,
    parked,
    repair,
    run,
    connections,
    gallery,
    newConnection,
    connection,
    settings.addChildren([settingsHome, account, people, tokens, installation]),
  ]),
  signIn,
  setUp,
  invite,
  reset,
  demo,
]);

/** The app's router. */
export const router = createRouter({
  routeTree: tree,
  parseSearch,
  stringifySearch: writeSearch,
  defaultPreload: 'intent',
  defaultPendingComponent: Waiting,
  defaultErrorComponent: Fault,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  // The library's own way to tell the types of all addresses.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface Register {
    router: typeof router;
  }
}
