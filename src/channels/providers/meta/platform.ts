import type { MetaKeys } from './signature.ts';

/** Version of the Graph API that is spoken unless a connection names another. */
export const DEFAULT_API_VERSION = 'v26.0';

/** One account that people write to, on one of the two services that share Meta's way of messaging. */
export type Platform = {
  /** How people call the service. */
  who: string;
  /** What a webhook of the service names as its object. */
  object: string;
  /** The id by which webhooks name the account. */
  account: string;
  /** The node whose edges are called: the Page, or the Instagram account. */
  node: string;
  /** Where the API lives, with its version and without a slash at the end. */
  api: string;
  accessToken: string;
  /** Goes with each call, where the service takes it. */
  proof?: string;
  /** The app that speaks for us; by it our own messages are known when they come back. */
  appId?: string;
  /** True where a send carries a text that comes back with its echo. */
  metadata: boolean;
  /** True where staff may answer for seven days. */
  humanAgent: boolean;
  keys: MetaKeys;
  /** The fields of the webhook that say something to us. */
  fields: readonly string[];
  /** Members of the account that a check asks for. */
  profile: string;
};

/** What must show nowhere. */
export function secretsOf({ keys, accessToken, proof }: Platform): readonly (string | undefined)[] {
  return [accessToken, keys.appSecret, keys.previousAppSecret, keys.verifyToken, proof];
}

/** Address of the API: the base without a slash at its end, and the version. */
export function apiOf({ apiBase, apiVersion }: { apiBase?: string; apiVersion?: string }, fallback: string): string {
  return `${(apiBase ?? fallback).replace(/\/+$/, '')}/${apiVersion ?? DEFAULT_API_VERSION}`;
}
