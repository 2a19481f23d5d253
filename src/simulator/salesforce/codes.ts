import { createHash, randomBytes } from 'node:crypto';

/** What a person consented to, for one exchange. */
export type Consent = {
  client: string;
  userId: string;
  scopes: readonly string[];
  redirectUri: string;
  /** PKCE challenge, always by S256. */
  challenge?: string;
  nonce?: string;
};

/** Authorization codes of one org. A code lives 15 minutes and works once. */
export type Codes = {
  issue: (consent: Consent) => string;
  /** The consent behind a code; `spent` for a code that was used before or is too old, nothing for an unknown one. */
  take: (code: string) => Consent | 'spent' | undefined;
};

const LIFE_MS = 15 * 60_000;

/** Makes the keeper of authorization codes. */
export function createCodes(now: () => number): Codes {
  const codes = new Map<string, { consent: Consent; until: number; spent: boolean }>();
  return {
    issue: (consent) => {
      const code = `aPrx${randomBytes(45).toString('base64url').replaceAll('-', '.')}==`;
      codes.set(code, { consent, until: now() + LIFE_MS, spent: false });
      return code;
    },
    take: (code) => {
      const known = codes.get(code);
      if (!known) return undefined;
      if (known.spent || known.until < now()) return 'spent';
      known.spent = true;
      return known.consent;
    },
  };
}

/** True when the verifier is the one that the challenge was made of. */
export function isChallengeOf(challenge: string, verifier: string): boolean {
  return createHash('sha256').update(verifier).digest('base64url') === challenge.replace(/=+$/, '');
}
