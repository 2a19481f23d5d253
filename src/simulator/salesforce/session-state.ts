import type { Holder, Session, SessionChange } from './sessions.ts';

/** Every token that the org knows; a dead refresh token is remembered, so that its reuse is noticed. */
export type SessionState = {
  access: Map<string, Session>;
  /** `order` counts grants in order of consent. */
  refresh: Map<string, { grant: string; live: boolean; holder: Holder; order: number }>;
  /** Whom tokens speak for where a change does not say. */
  holder: Holder;
};

/** The state of a new org, with the refresh tokens that it was given. */
export function configuredState(tokens: readonly string[], holder: Holder): SessionState {
  const granted = tokens.map((token, order) => [token, { grant: token, live: true, holder, order }] as const);
  return { access: new Map(), refresh: new Map(granted), holder };
}

/** Carries out one change, new or out of the state log. */
export function applyChange(state: SessionState, change: SessionChange, at: number): void {
  switch (change.session) {
    case 'granted': {
      const { token, holder } = change;
      state.refresh.set(token, { grant: token, live: true, holder, order: state.refresh.size });
      break;
    }
    case 'opened': {
      const holder = change.holder ?? state.holder;
      state.access.set(change.token, { ...holder, grant: change.grant, openedAt: at, usedAt: at });
      break;
    }
    case 'spent': {
      const known = state.refresh.get(change.token);
      const { grant = change.token, holder = state.holder, order = state.refresh.size } = known ?? {};
      state.refresh.set(change.token, { grant, holder, order, live: false });
      state.refresh.set(change.next, { grant, holder, order, live: true });
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
