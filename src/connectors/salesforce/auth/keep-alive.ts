import type { SalesforceConfig, SalesforceIo } from '../config.ts';
import { readIdentity } from './org-identity.ts';
import { differsFrom } from './org-pin.ts';
import { renewSession, storedSession } from './token.ts';

/** Policies end refresh tokens that are unused for a month at the shortest usual, often a week or two. */
const UNUSED_MS = 6 * 86_400_000;

/**
 * Uses a refresh token that nothing has used for six days, so that no policy of the org ends it, and learns the name of
 * the org where it is not known yet. Throws as a sign-in does.
 */
export async function keepAlive(io: SalesforceIo): Promise<void> {
  const { config } = io;
  if (config.refreshToken && io.now() - (config.refreshedAt ?? 0) >= UNUSED_MS) {
    await renewSession(io, config.accessToken);
  }
  if (config.orgName === undefined) await learnIdentity(io);
}

/** Keeps which org the connection is for, as far as the org tells it; asked with the stored session, if there is one. */
async function learnIdentity(io: SalesforceIo): Promise<void> {
  const session = storedSession(io.config);
  if (!session) return;
  const identity = await readIdentity(io, session);
  await io.connection.update((current) =>
    differsFrom(current, identity) || isKnown(current, identity) ? current : { ...current, ...identity },
  );
}

function isKnown(config: SalesforceConfig, identity: Partial<SalesforceConfig>): boolean {
  return Object.entries(identity).every(([name, value]) => config[name as keyof SalesforceConfig] === value);
}
