import { id } from '../../src/base/ids.ts';
import type { FlowFile, Step } from '../../src/flow/flow.ts';

/** A flow of so many steps: questions with their answers, branches, records, and one end that all trouble leads to. */
export function largeFlow(count: number): FlowFile {
  const kinds = [
    (at: number): Step => ({
      type: 'ask',
      title: `Ask ${at}`,
      params: { text: `Come va il numero ${at}?`, saveAs: `answer${at}` },
      next: ways({ answered: at + 1, invalid: at + 2, timeout: count - 1, failed: count - 1 }),
    }),
    (at: number): Step => ({
      type: 'branch',
      title: `Branch ${at}`,
      params: { cases: [{ id: 'yes', when: { left: `{{ vars.answer${at - 1} }}`, operator: 'isNotEmpty' } }] },
      next: ways({ yes: at + 1, else: at + 2 }),
    }),
    (at: number): Step => ({
      type: 'set',
      title: `Keep ${at}`,
      params: { values: { [`kept${at}`]: `{{ vars.answer${at - 2} }}` } },
      next: ways({ done: at + 1 }),
    }),
    (at: number): Step => ({
      type: 'send',
      title: `Say ${at}`,
      params: { text: `Grazie, passo al numero ${at}.` },
      next: ways({ sent: at + 1, failed: count - 1 }),
    }),
  ];
  const ways = (to: Record<string, number>): Step['next'] =>
    Object.fromEntries(Object.entries(to).map(([exit, at]) => [exit, name(Math.min(at, count - 1))]));
  const steps = Array.from({ length: count }, (_, at): [string, Step] => [
    name(at),
    at === count - 1 ? { type: 'end', title: 'End', params: {}, next: {} } : kinds[at % kinds.length]!(at),
  ]);
  const flow = {
    id: id.flow('large'),
    name: 'Large',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message' as const }],
    start: name(0),
    steps: Object.fromEntries(steps),
  };
  // Placed in columns, as its author would have: the bench is about drawing, not about laying out.
  const layout = {
    steps: Object.fromEntries(
      steps.map(([step], at) => [step, { x: Math.floor(at / 30) * 640 + (at % 2) * 300, y: (at % 30) * 160 }]),
    ),
    triggers: { x: 0, y: -180 },
  };
  return { rondine: 1, flow, layout };
}

function name(at: number): ReturnType<typeof id.step> {
  return id.step(`step${at}`);
}
