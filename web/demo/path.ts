import type { DemoMoment, DemoRun } from '../../src/server/routes/demo/demo-state.ts';

/** A moment with its distance from the message that set it off. */
export type PathItem = DemoMoment & { afterMs: number };

/** One message and all that it set off. */
export type Turn = {
  key: string;
  at: number;
  /** The words that came in; undefined where time or people set it off. */
  text: string | undefined;
  message: string | undefined;
  flow: string;
  version: number;
  items: readonly PathItem[];
};

/** Cuts the runs' ways at each accepted message; oldest turn first. */
export function turnsOf(runs: readonly DemoRun[]): readonly Turn[] {
  return runs
    .flatMap(turnsOfRun)
    .filter(({ items, text }) => items.length > 0 || text !== undefined)
    .toSorted((left, right) => left.at - right.at);
}

function turnsOfRun({ id, flow, version, startedAt, moments }: DemoRun): Turn[] {
  const turns: { head: Extract<DemoMoment, { kind: 'accepted' }> | undefined; items: DemoMoment[] }[] = [];
  for (const moment of moments) {
    if (moment.kind === 'accepted') turns.push({ head: moment, items: [] });
    else if (turns.length === 0) turns.push({ head: undefined, items: [moment] });
    else turns.at(-1)?.items.push(moment);
  }
  return turns.map(({ head, items }, index) => {
    const at = head?.at ?? startedAt;
    return {
      key: `${id}/${index}`,
      at,
      text: head?.text,
      message: head?.message,
      flow,
      version,
      items: items.map((item) => ({ ...item, afterMs: Math.max(0, item.at - at) })),
    };
  });
}
