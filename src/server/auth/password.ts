import { Problem } from '../problem.ts';

/** How long a password is, in characters. */
export const PASSWORD = { fewest: 10, most: 128 } as const;

/** Throws for a password that is too short, too long, or the person's own address or name. */
export function checkPassword(password: string, { email, name }: { email: string; name: string }): void {
  if (password.length < PASSWORD.fewest || password.length > PASSWORD.most) {
    throw new Problem(
      'weak-password',
      `A password has ${PASSWORD.fewest} to ${PASSWORD.most} characters. A few words in a row are long and easy to remember.`,
    );
  }
  const plain = password.toLowerCase();
  const known = [email, email.split('@')[0] ?? '', name.toLowerCase()].filter((each) => each.length >= 4);
  if (new Set(plain).size < 4 || known.some((each) => plain === each || plain === `${each}${each}`)) {
    throw new Problem('weak-password', 'This password is guessed at once. A few words in a row are hard to guess.');
  }
}
