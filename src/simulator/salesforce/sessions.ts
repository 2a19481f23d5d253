import { randomBytes } from 'node:crypto';

/** How the org hands out and ends sessions. */
export type SessionOptions = {
  /** Refresh tokens that were granted before the org was started. */
  refreshTokens?: readonly string[];
  /** Each refresh returns a new refresh token and kills the old one at once. */
  rotateRefreshTokens?: boolean;
  /** Using a killed refresh token ends the whole grant: the newest refresh token and its sessions too. */
  detectReuse?: boolean;
  /** A session ends after this long without a call. */
  sessionMs?: number;
};

/** A change of what is granted, for the state log. */
export type SessionChange =
  | { session: 'spent'; token: string; next: string }
  | { session: 'opened'; token: string; grant: string | null }
  | { session: 'closed'; token: string }
  | { session: 'revoked'; grant: string }
  | { session: 'expired' };

/** What a refresh gives: a session and, with rotation, the next refresh token; or nothing for a dead token. */
export type Refreshed = { accessToken: string; refreshToken?: string };

/** Access and refresh tokens of the org. A grant is one chain of refresh tokens with the sessions opened by it. */
export type Sessions = {
  /** True for a live access token; the call extends it. */
  use: (accessToken: string) => boolean;
  /** Opens a session without a grant, as client credentials do. */
  open: () => string;
  refresh: (refreshToken: string) => Refreshed | undefined;
  /** Ends every access token; the next call with one gets 401. */
  expireAll: () => void;
  /** Ends the grant of a refresh token, or all grants, with their sessions. Gives how many ended. */
  revoke: (refreshToken?: string) => number;
  /** Ends one access token or the grant of a refresh token; false for an unknown token. */
  revokeToken: (token: string) => boolean;
  replay: (change: SessionChange) => void;
  clear: () => void;
};

type State = {
  access: Map<string, { grant: string | null; usedAt: number }>;
  refresh: Map<string, { grant: string; live: boolean }>;
};

const HOUR_MS = 3_600_000;

/** Makes the session keeper of one org; `onChange` hears what a restarted org must know. */
export function createSessions(
  organizationId: string,
  options: SessionOptions & { now: () => number; onChange: (change: SessionChange) => void },
): Sessions {
  const { now, onChange } = options;
  const sessionMs = options.sessionMs ?? 2 * HOUR_MS;
  const state = configuredState(options);
  const commit = (change: SessionChange): void => {
    apply(state, change, now());
    onChange(change);
  };
  const open = (grant: string | null): string => {
    const token = `${organizationId.slice(0, 15)}!${randomToken()}`;
    commit({ session: 'opened', token, grant });
    return token;
  };
  const revoke = (refreshToken?: string): number => {
    const grants = refreshToken === undefined ? liveGrants(state) : [state.refresh.get(refreshToken)?.grant];
    const known = grants.filter((grant) => grant !== undefined);
    for (const grant of known) commit({ session: 'revoked', grant });
    return known.length;
  };
  return {
    use: (token) => touch(state, token, { now: now(), sessionMs }),
    open: () => open(null),
    refresh: (token) => refresh({ state, options, commit, open }, token),
    expireAll: () => commit({ session: 'expired' }),
    revoke,
    revokeToken: (token) => {
      if (!state.access.has(token)) return revoke(token) > 0;
      commit({ session: 'closed', token });
      return true;
    },
    replay: (change) => apply(state, change, now()),
    clear: () => Object.assign(state, configuredState(options)),
  };
}

function configuredState(options: SessionOptions): State {
  const granted = options.refreshTokens ?? [];
  return { access: new Map(), refresh: new Map(granted.map((token) => [token, { grant: token, live: true }])) };
}

type Keeper = {
  state: State;
  options: SessionOptions;
  commit: (change: SessionChange) => void;
  open: (grant: string | null) => string;
};

function refresh({ state, options, commit, open }: Keeper, token: string): Refreshed | undefined {
  const known = state.refresh.get(token);
  if (!known) return undefined;
  if (!known.live) {
    if (options.detectReuse) commit({ session: 'revoked', grant: known.grant });
    return undefined;
  }
  if (!options.rotateRefreshTokens) return { accessToken: open(known.grant) };
  const next = `5Aep${randomToken()}`;
  commit({ session: 'spent', token, next });
  return { accessToken: open(known.grant), refreshToken: next };
}

function touch(state: State, token: string, clock: { now: number; sessionMs: number }): boolean {
  const session = state.access.get(token);
  if (!session) return false;
  if (clock.now - session.usedAt > clock.sessionMs) {
    state.access.delete(token);
    return false;
  }
  session.usedAt = clock.now;
  return true;
}

function liveGrants(state: State): string[] {
  return [...new Set([...state.refresh.values()].filter(({ live }) => live).map(({ grant }) => grant))];
}

function apply(state: State, change: SessionChange, at: number): void {
  switch (change.session) {
    case 'opened':
      state.access.set(change.token, { grant: change.grant, usedAt: at });
      break;
    case 'spent': {
      const grant = state.refresh.get(change.token)?.grant ?? change.token;
      state.refresh.set(change.token, { grant, live: false });
      state.refresh.set(change.next, { grant, live: true });
      break;
    }
    case 'closed':
      state.access.delete(change.token);
      break;
    case 'expired':
      state.access.clear();
      break;
    case 'revoked':
      for (const token of state.refresh.values()) if (token.grant === change.grant) token.live = false;
      for (const [token, session] of state.access) if (session.grant === change.grant) state.access.delete(token);
      break;
  }
}

function randomToken(): string {
  return randomBytes(48).toString('base64url').replaceAll('-', '.');
}
