import { oauthError } from './oauth-error.ts';

/** Ways to get a token that an app can be allowed. */
export const OAUTH_FLOWS = ['authorization_code', 'refresh_token', 'client_credentials', 'jwt_bearer'] as const;

export type OAuthFlow = (typeof OAUTH_FLOWS)[number];

/** An app of the org and how its admin set it up. Whatever is left out is set up well. */
export type OAuthClient = {
  id: string;
  /** An app without a secret is a public one: it must not send any. */
  secret?: string;
  /** What the consent page calls it; by default its id. */
  name?: string;
  /** Callback URLs, compared byte by byte; without a list any is accepted. */
  callbacks?: readonly string[];
  requirePkce?: boolean;
  /** False lets an app that has a secret leave it out. */
  requireSecret?: boolean;
  /** Each refresh gives a new refresh token and kills the old one; by default as the org says. */
  rotate?: boolean;
  /** Scopes that it may ask for; by default all. */
  scopes?: readonly string[];
  /** Flows that are switched on; by default all. */
  flows?: readonly OAuthFlow[];
  /** Certificate or public key (PEM) that assertions are checked with. */
  certificate?: string;
  /** Usernames that an admin approved: they need no consent. */
  preauthorizedUsers?: readonly string[];
  /** Only users that an admin approved may use it. */
  adminApprovedOnly?: boolean;
  /** Username that client credentials act as; null when nobody was chosen. By default the integration user. */
  runAs?: string | null;
  /** The app is unknown until then, as new ones are for some minutes. */
  propagatingUntil?: number;
  /** An IP policy keeps every caller out. */
  ipRestricted?: boolean;
  /** The app stands in another org and nobody installed it in this one. */
  notInstalled?: boolean;
};

/** The Salesforce CLI's own app, which every org has. */
export const PLATFORM_CLI: OAuthClient = {
  id: 'PlatformCLI',
  name: 'Salesforce CLI',
  callbacks: ['http://localhost:1717/OauthRedirect'],
  scopes: ['refresh_token', 'api', 'web'],
};

/** The apps of an org. */
export type Clients = {
  /** The app of that id; unknown and propagating ones are refused with `invalid_client_id`. */
  need: (id: string) => OAuthClient;
  list: () => readonly OAuthClient[];
  /** True in an org without a list of apps, where any id and secret is taken. */
  open: boolean;
  /** Changes how an app is set up. Throws with the known ids when there is none of that id. */
  change: (id: string, patch: Partial<OAuthClient>) => OAuthClient;
  /** Back to what was configured. */
  clear: () => void;
};

/** Keeps the apps of one org; without a list every id is an app. */
export function createClients(configured: readonly OAuthClient[] | undefined, now: () => number): Clients {
  const known = new Map<string, OAuthClient>();
  const clear = (): void => {
    known.clear();
    for (const client of [PLATFORM_CLI, ...(configured ?? [])]) known.set(client.id, client);
  };
  clear();
  const open = configured === undefined;
  return {
    need: (id) => {
      const client = known.get(id) ?? (open ? { id } : undefined);
      if (client && (client.propagatingUntil ?? 0) <= now()) return client;
      throw oauthError('invalid_client_id', 'client identifier invalid');
    },
    list: () => [...known.values()],
    open,
    change: (id, patch) => {
      const client = known.get(id) ?? (open ? { id } : undefined);
      if (!client) throw new Error(`The org has no app "${id}"; there is ${[...known.keys()].join(', ')}.`);
      const changed = { ...client, ...patch, id };
      known.set(id, changed);
      return changed;
    },
    clear,
  };
}

/** True when the app may use this way to get a token. */
export function allowsFlow(client: OAuthClient, flow: OAuthFlow): boolean {
  return client.flows?.includes(flow) ?? true;
}
