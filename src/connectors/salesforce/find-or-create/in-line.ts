/** Who is under way, by name: the last of each line. */
type Lines = Map<string, Promise<unknown>>;

const LINES = 'find-or-create/lines';

/**
 * Does work of this process one at a time for each name: two pieces that share a name run one after the other, in the
 * order of their coming. All names are taken at once, so nobody waits for somebody who waits for him.
 */
export function inLine<T>(local: Map<string, unknown>, names: readonly string[], work: () => Promise<T>): Promise<T> {
  let lines = local.get(LINES) as Lines | undefined;
  if (!lines) local.set(LINES, (lines = new Map()));
  const before = names.flatMap((name) => lines.get(name) ?? []);
  const mine = Promise.all(before).then(work);
  const settled = mine.then(
    () => undefined,
    () => undefined,
  );
  for (const name of names) lines.set(name, settled);
  void settled.then(() => {
    for (const name of names) if (lines.get(name) === settled) lines.delete(name);
  });
  return mine;
}
