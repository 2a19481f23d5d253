/** Things to end, in the order opposite to that in which they were begun. */
export type Endings = (() => Promise<void> | void)[];

/** Ends everything, also when one of the endings fails; then throws the first failure. */
export async function endAll(endings: Endings): Promise<void> {
  const failed: unknown[] = [];
  for (let end = endings.pop(); end; end = endings.pop()) {
    try {
      await end();
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
}
