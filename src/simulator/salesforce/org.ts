import { createEventHub, type EventHub } from '../serve.ts';
import { openStateLog } from '../state-log.ts';
import { createJobStore, type JobStore } from './bulk/job-store.ts';
import { createCallLog, type CallLog } from './call-log.ts';
import { createClock, type OrgClock } from './clock.ts';
import { createCodes, type Codes } from './codes.ts';
import { createFileStore, type FileStore } from './files/file-store.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { textsOf, type Texts } from './messages.ts';
import { dayOf } from './admission.ts';
import { createClients, type Clients, type OAuthClient } from './oauth-client.ts';
import { createPolicies, type Policies, type PolicyOptions } from './policies.ts';
import { createQueryPages, type QueryPages } from './query-pages.ts';
import { INTEGRATION_USER_ID, organizationId, seedRecords, type OrganizationOptions } from './seeds.ts';
import { createSessions, type SessionChange, type SessionOptions, type Sessions } from './sessions.ts';
import type { SetupDeed } from './setup/deeds.ts';
import { applyDeed, clearSetup, createSetup, type Setup } from './setup/setup.ts';
import { createStore, type RecordChange, type Store } from './store.ts';
import type { ParentLocks } from './write/parent-locks.ts';

/** How a simulated org behaves. Everything has a default: an org that accepts any app and `DEMO_REFRESH_TOKEN`. */
export type OrgOptions = SessionOptions &
  PolicyOptions & {
    /** File that records and tokens survive in; without one they live as long as the process. */
    stateFile?: string | undefined;
    /** Which organization this is; two of different numbers differ in their ids. */
    organization?: OrganizationOptions;
    /** Apps that may ask for tokens; without a list any id and secret is accepted. */
    clients?: readonly OAuthClient[] | undefined;
    faults?: readonly Fault[];
    /** False keeps counts of calls only, for benches. */
    callLog?: boolean;
    /** API calls allowed per day; more are refused with REQUEST_LIMIT_EXCEEDED. */
    dailyApiRequests?: number;
    /** The language of the org: of messages, of labels unless the call asks otherwise, of picklist values. */
    language?: 'en' | 'it';
    /** What the admin has done to the org: fields, rules, settings. */
    setup?: readonly SetupDeed[] | undefined;
    now?: () => number;
  };

/** A simulated Salesforce org: what every call works on. */
export type Org = {
  organizationId: string;
  userId: string;
  language: 'en' | 'it';
  clients: Clients;
  policies: Policies;
  codes: Codes;
  clock: OrgClock;
  now: () => number;
  store: Store;
  setup: Setup;
  texts: Texts;
  files: FileStore;
  jobs: JobStore;
  locks: ParentLocks;
  /** Does as an admin does; with a state file it is done again after a restart. */
  configure: (deed: SetupDeed) => void;
  sessions: Sessions;
  faults: Faults;
  calls: CallLog;
  events: EventHub;
  pages: QueryPages;
  /** API calls of the day; `refusedDuplicates` counts writes that a unique field stopped. */
  usage: { used: number; max: number; refusedDuplicates: number; day: number };
  /** Back to the state of a new org; configured faults and refresh tokens are there again. */
  reset: () => void;
  close: () => void;
};

/** The refresh token that an org accepts when none is configured. */
export const DEMO_REFRESH_TOKEN = '5Aep-demo-refresh';

const FULL_SANDBOX_CALLS = 5_000_000;

/** Makes an org and, with a state file, brings back what it held before. */
export function createOrg(options: OrgOptions = {}): Org {
  const clock = createClock(options.now ?? Date.now);
  const { now } = clock;
  const organization = options.organization ?? {};
  const events = createEventHub();
  const setup = createSetup(options.language ?? 'en');
  const store = createStore(setup.schema, (change) => {
    log.append(change);
    if (events.size() > 0) events.publish('record', change);
  });
  const sessions = createSessions(organizationId(organization), {
    ...options,
    refreshTokens: options.refreshTokens ?? [DEMO_REFRESH_TOKEN],
    holder: { client: null, userId: INTEGRATION_USER_ID, scopes: ['api', 'refresh_token'] },
    now,
    onChange: (change) => log.append(change),
  });
  const apply = (deed: SetupDeed): void =>
    applyDeed({ setup, store, by: { userId: INTEGRATION_USER_ID, at: now() } }, deed);
  const prepare = (): void => {
    seed(store, organization);
    options.setup?.forEach(apply);
  };
  prepare();
  const log = openStateLog<RecordChange | SessionChange | SetupDeed>(options.stateFile, (entry) => {
    if ('session' in entry) sessions.replay(entry);
    else if ('deed' in entry) apply(entry);
    else store.replay(entry);
  });
  const org: Omit<Org, 'reset' | 'close'> = {
    organizationId: organizationId(organization),
    userId: INTEGRATION_USER_ID,
    language: options.language ?? 'en',
    clients: createClients(options.clients, now),
    policies: createPolicies(options),
    codes: createCodes(now),
    clock,
    now,
    store,
    setup,
    texts: textsOf(options.language ?? 'en'),
    files: createFileStore(options.stateFile === undefined ? undefined : `${options.stateFile}.files`),
    jobs: createJobStore(),
    locks: { held: new Map() },
    configure: (deed) => {
      apply(deed);
      log.append(deed);
    },
    sessions,
    faults: createFaults(options.faults),
    calls: createCallLog({ keep: options.callLog ?? true }),
    events,
    pages: createQueryPages(),
    usage: { used: 0, max: options.dailyApiRequests ?? FULL_SANDBOX_CALLS, refusedDuplicates: 0, day: dayOf(now()) },
  };
  const reset = (): void => {
    log.clear();
    clearSetup(setup);
    store.clear();
    org.files.clear();
    org.jobs.clear();
    prepare();
    restart(org, options);
  };
  const close = (): void => {
    clock.clear();
    events.close();
    log.close();
  };
  return { ...org, reset, close };
}

function seed(store: Store, organization: OrganizationOptions): void {
  for (const change of seedRecords(organization)) store.replay(change);
}

/** Everything but the records goes back to what the options say. */
function restart(org: Omit<Org, 'reset' | 'close'>, options: OrgOptions): void {
  org.clock.clear();
  org.sessions.clear();
  org.clients.clear();
  org.policies.clear();
  org.faults.clear();
  org.faults.add(options.faults ?? []);
  org.calls.clear();
  org.usage.used = 0;
  org.usage.refusedDuplicates = 0;
}
