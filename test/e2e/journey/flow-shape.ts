import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Step = {
  type: string;
  title?: string;
  params: Readonly<Record<string, unknown>>;
  next: Readonly<Record<string, string>>;
};

/** A flow as the API and files have it, as far as its shape is concerned. */
export type FlowFile = { flow: { start: string; steps: Readonly<Record<string, Step>> } };

/** What a step does and where it leads, by the titles of steps. */
type Shape = { start: string; steps: Readonly<Record<string, Omit<Step, 'title'>>> };

/** The steps of a flow by their titles, whatever their ids: what they do and where they lead. */
export function shapeOf({ flow }: FlowFile): Shape {
  const name = (id: string): string => flow.steps[id]?.title ?? id;
  const steps = Object.entries(flow.steps).map(([id, { type, params, next }]) => {
    const ways = Object.entries(next).map(([exit, to]) => [exit, name(to)]);
    return [name(id), { type, params: said(params), next: Object.fromEntries(ways) }];
  });
  return { start: name(flow.start), steps: Object.fromEntries(steps) };
}

/** Params without what holds anyway: the editor writes out how a run ends, the example does not. */
function said({ as, ...params }: Step['params']): Step['params'] {
  return as === undefined || as === 'completed' ? params : { as, ...params };
}

/** The example `whatsapp-lead` as somebody draws it who writes to customers in Italian alone. */
export async function exampleShape(): Promise<Shape> {
  const examples = join(import.meta.dirname, '..', '..', '..', 'examples');
  const text = await readFile(join(examples, 'whatsapp-lead', 'flows', 'whatsapp-lead.json'), 'utf8');
  const file = JSON.parse(text, (key, value: unknown) => {
    const isTexts = key === 'text' && typeof value === 'object' && value !== null && 'it' in value;
    return isTexts ? value.it : value;
  }) as FlowFile;
  return shapeOf(file);
}
