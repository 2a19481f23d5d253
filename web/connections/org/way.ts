import type { ConnectionKindDetails } from '../../../src/control/connection-kinds.ts';

/** Pages of the other side that belong together. */
export type GuideChapter = NonNullable<ConnectionKindDetails['guide']>[number];
/** One of its pages. */
export type GuideStep = GuideChapter['steps'][number];

/** What an org is for, as the wizard asks. */
export const ORGS = ['production', 'sandbox', 'developer', 'pretend'] as const;
export type OrgKind = (typeof ORGS)[number];

/** How Rondine gets in. */
export const WAYS = ['new', 'existing', 'paste', 'machine', 'certificate'] as const;
export type Way = (typeof WAYS)[number];

/** The screens of the wizard. */
export type StepName = 'kind' | 'way' | `app-${number}` | 'keys' | 'connect' | 'doctor' | 'once' | 'trial' | 'done';

/** The sign-in that a way is. */
export const GRANTS: Readonly<Record<Way, string>> = {
  new: 'authorization_code',
  existing: 'authorization_code',
  paste: 'pasted_code',
  machine: 'client_credentials',
  certificate: 'jwt_bearer',
};

/** Where one signs in to an org of that kind, unless My Domain is told. */
export const LOGIN_URLS: Readonly<Record<OrgKind, string>> = {
  production: 'https://login.salesforce.com',
  sandbox: 'https://test.salesforce.com',
  developer: 'https://login.salesforce.com',
  pretend: '',
};

/** The way that a word of the address means. */
export function wayOf(word: string | undefined): Way {
  return WAYS.find((each) => each === word) ?? 'new';
}

/** The kind of org that a word of the address means. */
export function orgOf(word: string | undefined): OrgKind | undefined {
  return ORGS.find((each) => each === word);
}

/** The pages of the guide that a way leads through; none where the app is there already. */
export function guideOf(chapters: readonly GuideChapter[], org: OrgKind | undefined, way: Way): GuideChapter['steps'] {
  if (org === 'pretend' || way === 'paste') return [];
  const [first] = chapters;
  const existing = chapters.at(-1);
  return (way === 'existing' ? existing?.steps.filter(({ place }) => place !== undefined) : first?.steps) ?? [];
}

/** The screens in their order. */
export function stepsOf(org: OrgKind | undefined, guide: readonly unknown[]): StepName[] {
  const app = guide.map((_step, at): StepName => `app-${at + 1}`);
  return [
    'kind',
    ...(org === 'pretend' ? [] : (['way'] as const)),
    ...app,
    'keys',
    'connect',
    'doctor',
    'once',
    'trial',
    'done',
  ];
}
