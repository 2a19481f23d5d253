import type { Role } from '../../../src/server/auth/caller.ts';

/** Every role, as a set: a new one that is missing here does not compile. */
const ALL: Readonly<Record<Role, true>> = { viewer: true, agent: true, editor: true, admin: true, owner: true };

/** The roles that a person can have, from the least to the most. */
export const ROLES = Object.keys(ALL) as readonly Role[];
