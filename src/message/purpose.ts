/** What a person is written to for: each is allowed and forbidden by itself. */
export const PURPOSES = ['service', 'marketing', 'authentication'] as const;

export type Purpose = (typeof PURPOSES)[number];
