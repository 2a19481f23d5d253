/** What can be wrong with the org as a whole. */
export type OrgPolicy = {
  /** Locked or expired: nobody signs in and no call is served. */
  locked?: boolean;
  /** The edition has no API. */
  apiDisabled?: boolean;
  /** This server plays login.salesforce.com rather than the org's My Domain: client credentials are refused. */
  genericHost?: boolean;
};

/** What can be wrong with one user. */
export type UserPolicy = {
  /** Deactivated or frozen. */
  inactive?: boolean;
  /** Profile and permission sets lack "API Enabled". */
  apiDisabled?: boolean;
  /** The caller's address is outside the profile's login ranges. */
  ipRestricted?: boolean;
  /** It is outside the profile's login hours. */
  outsideLoginHours?: boolean;
};

/** Settings of the org and its users, as an admin may have left them. */
export type Policies = {
  org: () => OrgPolicy;
  /** Of a user by username, in any case. */
  user: (username: string) => UserPolicy;
  changeOrg: (patch: OrgPolicy) => OrgPolicy;
  changeUser: (username: string, patch: UserPolicy) => UserPolicy;
  /** Back to what was configured. */
  clear: () => void;
};

/** What is set up from the start; nothing means that all is well. */
export type PolicyOptions = { policy?: OrgPolicy; users?: Readonly<Record<string, UserPolicy>> };

const FINE: UserPolicy = {};

/** Keeps the settings of one org. */
export function createPolicies(options: PolicyOptions): Policies {
  let org: OrgPolicy = {};
  const users = new Map<string, UserPolicy>();
  const clear = (): void => {
    org = { ...options.policy };
    users.clear();
    for (const [name, policy] of Object.entries(options.users ?? {})) users.set(name.toLowerCase(), policy);
  };
  clear();
  return {
    org: () => org,
    user: (username) => (users.size === 0 ? FINE : (users.get(username.toLowerCase()) ?? FINE)),
    changeOrg: (patch) => (org = { ...org, ...patch }),
    changeUser: (username, patch) => {
      const changed = { ...users.get(username.toLowerCase()), ...patch };
      users.set(username.toLowerCase(), changed);
      return changed;
    },
    clear,
  };
}
