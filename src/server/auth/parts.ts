import type { SignInDatabase } from './database.ts';

/** What the functions of sign-in work with. */
export type SignInParts = {
  /** Opened by the first call. */
  open(): Promise<SignInDatabase>;
  now(): number;
  /** Where browsers reach us, without a slash at the end: links begin with it. */
  url(): string;
};
