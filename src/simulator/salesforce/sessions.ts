import { randomBytes } from 'node:crypto';
import { applyChange, configuredState, type SessionState } from './session-state.ts';

/** How the org hands out and ends sessions. */
export type SessionOptions = {
  /** Refresh tokens that were granted before the org was started. */
  refreshTokens?: readonly string[];
  /** Each refresh returns a new refresh token and kills the old one at once. */
  rotateRefreshTokens?: boolean;
  /** Using a killed refresh token ends the whole grant: the newest refresh token and its sessions too. */
  detectReuse?: boolean;
} & SessionLengths;

/** How long access tokens live. */
export type SessionLengths = {
  /** A session ends after this long without a call. Default two hours. */
  sessionMs?: number;
  /** A session ends this long after it began, however much it is used. Default: it does not. */
  tokenLifeMs?: number;
};

/** Whom a token speaks for: an app (null: any), a user, and what was granted. */
export type Holder = { client: string | null; userId: string; scopes: readonly string[] };

/** A live access token; `grant` is what it was opened by, null for flows without a refresh token. */
export type Session = Holder & { grant: string | null; openedAt: number; usedAt: number };

/** A change of what is granted, for the state log. */
export type SessionChange =
  | { session: 'granted'; token: string; holder: Holder }
  | { session: 'spent'; token: string; next: string }
  | { session: 'opened'; token: string; grant: string | null; holder?: Holder }
  | { session: 'closed'; token: string }
  | { session: 'revoked'; grant: string }
  | { session: 'expired' };

/** What a refresh gives: a session and, with rotation, the next refresh token; or nothing for a dead token. */
export type Refreshed = { accessToken: string; refreshToken?: string; holder: Holder };

/** Access and refresh tokens of the org. A grant is one chain of refresh tokens with the sessions opened by it. */
export type Sessions = {
  /** The live session of an access token; the call extends it. */
  use: (accessToken: string) => Session | undefined;
  /** The live session of an access token, left as it is, and when it ends. */
  look: (accessToken: string) => (Session & { endsAt: number }) | undefined;
  /** Opens a session without a grant, as client credentials do. */
  open: (holder?: Holder) => string;
  /** Makes a grant and its first session. The sixth grant of a user and app ends the oldest. */
  grant: (holder: Holder) => { accessToken: string; refreshToken: string };
  /** Whom a live refresh token speaks for. */
  holderOf: (refreshToken: string) => Holder | undefined;
  /** True when the user consented to all these scopes for the app and a grant of that is alive. */
  hasConsent: (wanted: Holder) => boolean;
  refresh: (refreshToken: string, options?: { rotate?: boolean | undefined }) => Refreshed | undefined;
  /** Ends every access token; the next call with one gets 401. */
  expireAll: () => void;
  /** Ends the grant of a refresh token, or all grants, with their sessions. Gives how many ended. */
  revoke: (refreshToken?: string) => number;
  /** Ends one access token or the grant of a refresh token; false for an unknown token. */
  revokeToken: (token: string) => boolean;
  /** Does what another process of the client does that refreshes first: the token is spent. Gives the next ones. */
  spend: (refreshToken?: string) => string[];
  /** Changes how long tokens live, those that are open too. */
  setLengths: (lengths: SessionLengths) => SessionLengths;
  replay: (change: SessionChange) => void;
  clear: () => void;
};

const HOUR_MS = 3_600_000;
const MOST_GRANTS = 5;

type Setup = SessionOptions & {
  /** Whom configured refresh tokens speak for. */
  holder: Holder;
  now: () => number;
  onChange: (change: SessionChange) => void;
};

/** Makes the session keeper of one org; `onChange` hears what a restarted org must know. */
export function createSessions(organizationId: string, setup: Setup): Sessions {
  const { now, onChange } = setup;
  const first = (): SessionState => configuredState(setup.refreshTokens ?? [], setup.holder);
  const state = first();
  const lengths = { ...readLengths(setup) };
  const commit = (change: SessionChange): void => {
    applyChange(state, change, now());
    onChange(change);
  };
  const open = (grant: string | null, holder: Holder): string => {
    const token = `${organizationId.slice(0, 15)}!${randomToken()}`;
    commit({ session: 'opened', token, grant, holder });
    return token;
  };
  const revoke = (refreshToken?: string): number => {
    const grants = refreshToken === undefined ? liveGrants(state) : [state.refresh.get(refreshToken)?.grant];
    const known = grants.filter((grant) => grant !== undefined);
    for (const grant of known) commit({ session: 'revoked', grant });
    return known.length;
  };
  const keeper: Keeper = { state, setup, commit, open };
  return {
    use: (token) => {
      const session = living(state, token, { now: now(), lengths });
      if (session) session.usedAt = now();
      return session;
    },
    look: (token) => {
      const session = living(state, token, { now: now(), lengths });
      return session && { ...session, endsAt: endOf(session, lengths) };
    },
    open: (holder = setup.holder) => open(null, holder),
    grant: (holder) => makeGrant(keeper, holder),
    holderOf: (token) => {
      const known = state.refresh.get(token);
      return known?.live ? known.holder : undefined;
    },
    hasConsent: (wanted) => liveOf(state, wanted).some(({ holder }) => covers(holder, wanted)),
    refresh: (token, { rotate } = {}) => refresh(keeper, token, rotate ?? setup.rotateRefreshTokens ?? false),
    expireAll: () => commit({ session: 'expired' }),
    revoke,
    revokeToken: (token) => {
      if (!state.access.has(token)) return revoke(token) > 0;
      commit({ session: 'closed', token });
      return true;
    },
    spend: (token) => spend(keeper, token),
    setLengths: (next) => Object.assign(lengths, readLengths({ ...lengths, ...next })),
    replay: (change) => applyChange(state, change, now()),
    clear: () => {
      Object.assign(state, first());
      Object.assign(lengths, readLengths(setup));
    },
  };
}

type Keeper = {
  state: SessionState;
  setup: Setup;
  commit: (change: SessionChange) => void;
  open: (grant: string | null, holder: Holder) => string;
};

function readLengths({ sessionMs, tokenLifeMs }: SessionLengths): Required<SessionLengths> {
  return { sessionMs: sessionMs ?? 2 * HOUR_MS, tokenLifeMs: tokenLifeMs ?? Number.MAX_SAFE_INTEGER };
}

function makeGrant({ state, commit, open }: Keeper, holder: Holder): { accessToken: string; refreshToken: string } {
  const others = liveOf(state, holder);
  for (const { grant: oldest } of others.slice(0, Math.max(0, others.length - MOST_GRANTS + 1))) {
    commit({ session: 'revoked', grant: oldest });
  }
  const refreshToken = newRefreshToken();
  commit({ session: 'granted', token: refreshToken, holder });
  return { accessToken: open(refreshToken, holder), refreshToken };
}

function refresh(keeper: Keeper, token: string, rotate: boolean): Refreshed | undefined {
  const { state, setup, commit, open } = keeper;
  const known = state.refresh.get(token);
  if (!known) return undefined;
  if (!known.live) {
    if (setup.detectReuse) commit({ session: 'revoked', grant: known.grant });
    return undefined;
  }
  const { holder } = known;
  if (!rotate) return { accessToken: open(known.grant, holder), holder };
  const next = newRefreshToken();
  commit({ session: 'spent', token, next });
  return { accessToken: open(known.grant, holder), refreshToken: next, holder };
}

function spend({ state, commit }: Keeper, token: string | undefined): string[] {
  const tokens = [...state.refresh].filter(([name, { live }]) => live && (token === undefined || name === token));
  return tokens.map(([name]) => {
    const next = newRefreshToken();
    commit({ session: 'spent', token: name, next });
    return next;
  });
}

type Clock = { now: number; lengths: Required<SessionLengths> };

function living(state: SessionState, token: string, clock: Clock): Session | undefined {
  const session = state.access.get(token);
  if (!session) return undefined;
  if (clock.now <= endOf(session, clock.lengths)) return session;
  state.access.delete(token);
  return undefined;
}

function endOf(session: Session, { sessionMs, tokenLifeMs }: Required<SessionLengths>): number {
  return Math.min(session.usedAt + sessionMs, session.openedAt + tokenLifeMs);
}

function liveGrants(state: SessionState): string[] {
  return [...new Set([...state.refresh.values()].filter(({ live }) => live).map((token) => token.grant))];
}

function liveOf(state: SessionState, { client, userId }: Holder): { grant: string; holder: Holder }[] {
  return [...state.refresh.values()]
    .filter((token) => token.live && token.holder.client === client && token.holder.userId === userId)
    .sort((left, right) => left.order - right.order);
}

function covers(holder: Holder, wanted: Holder): boolean {
  return wanted.scopes.every((scope) => holder.scopes.includes(scope));
}

function newRefreshToken(): string {
  return `5Aep${randomToken()}`;
}

function randomToken(): string {
  return randomBytes(48).toString('base64url').replaceAll('-', '.');
}
