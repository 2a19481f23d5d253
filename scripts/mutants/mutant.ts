/** Bugs of one file: each the exact text, there only once, that is replaced; and the test file that notices. */
export type Mutant = {
  file: string;
  test: string;
  bugs: readonly (readonly [text: string, replacement: string])[];
};
