import { parseDuration } from '../../../src/base/duration.ts';
import { isObject, type JsonValue } from '../../../src/base/json.ts';
import { pickText, type Condition, type Step, type Text } from '../../../src/flow/flow.ts';

/** One line that says what a step does: a key of the texts below `line.`, and what fills it. */
export type StepLine = {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** Fills `{{duration}}`, in the words of the viewer's language. */
  readonly durationMs?: number;
};

type Params = Readonly<Record<string, JsonValue | undefined>>;
type LineOf = (params: Params, say: (text: JsonValue | undefined) => string) => StepLine | undefined;

const line = (key: string, values: StepLine['values'] = {}): StepLine => ({ key, values });
const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
/** The share of one way of a split. */
const weightIn = ({ weight }: Params): string => (typeof weight === 'number' ? String(weight) : text(weight));
const count = (value: JsonValue | undefined): number => (Array.isArray(value) ? value.length : 0);

/** A line with a duration; ISO 8601 that cannot be read stands as it is. */
function lasting(key: string, written: JsonValue | undefined): StepLine | undefined {
  if (typeof written !== 'string') return undefined;
  const durationMs = parseDuration(written);
  return durationMs === undefined ? line(key, { duration: written }) : { key, values: {}, durationMs };
}

const LINES: Readonly<Record<string, LineOf>> = {
  send: ({ text: words, choices, media, template }, say) => {
    if (count(choices) > 0) return line('sendChoices', { text: say(words), count: count(choices) });
    if (words !== undefined) return line('send', { text: say(words) });
    if (isObject(template)) return line('sendTemplate', { name: text(template['name']) });
    return isObject(media) ? line('sendFile', { kind: text(media['kind']) }) : undefined;
  },
  ask: ({ text: words, saveAs }, say) => line('ask', { text: say(words), variable: text(saveAs) }),
  branch: ({ cases }) => {
    const [first] = Array.isArray(cases) ? cases : [];
    const when = isObject(first) ? (first['when'] as Condition | undefined) : undefined;
    if (!when || count(cases) > 1) return line('branch', { count: count(cases) });
    return conditionLine(when);
  },
  switch: ({ value }) => line('switch', { value: plain(text(value)) }),
  split: ({ ways }) => {
    const weights = Array.isArray(ways) ? ways.map((way) => (isObject(way) ? weightIn(way) : '')) : [];
    return line('split', { weights: weights.join(' : ') });
  },
  hours: ({ calendar }) => line('hours', { calendar: text(calendar) }),
  set: ({ values }) => line('set', { names: isObject(values) ? Object.keys(values).join(', ') : '' }),
  parse: ({ from, as, saveAs }) => line('parse', { from: plain(text(from)), as: text(as), variable: text(saveAs) }),
  call: ({ connection, operation, input }) => {
    const object = isObject(input) ? text(input['object']) : '';
    const values = { connection: text(connection), operation: text(operation) };
    return object === '' || object.includes('{{') ? line('call', values) : line('callOn', { ...values, object });
  },
  wait: ({ for: duration, until, untilOpen }) => {
    if (until !== undefined) return line('waitUntil', { until: plain(text(until)) });
    return untilOpen === undefined ? lasting('wait', duration) : line('waitOpen', { calendar: text(untilOpen) });
  },
  waitReply: ({ timeout }) => lasting('waitReply', timeout),
  awaitWebhook: ({ timeout }) => lasting('awaitWebhook', timeout),
  loop: ({ over }) => line('loop', { over: plain(text(over)) }),
  goto: ({ limit }) => line('goto', { limit: typeof limit === 'number' ? limit : 50 }),
  subflow: ({ flow }) => line('subflow', { flow: text(flow) }),
  handoff: ({ queue }) => (queue === undefined ? line('handoffAny') : line('handoff', { queue: plain(text(queue)) })),
  respond: ({ status }) => line('respond', { status: typeof status === 'number' ? status : 200 }),
  note: ({ text: words }) => line('note', { text: text(words) }),
  end: ({ as, message }) =>
    as === 'failed'
      ? line('endFailed', { message: plain(text(message)) })
      : line(as === 'canceled' ? 'endCanceled' : 'end'),
};

/** What a step does, in a line; undefined where nothing can be said of it. Texts are those of a language. */
export function lineOf({ type, params }: Step, language: string): StepLine | undefined {
  const say = (written: JsonValue | undefined): string =>
    typeof written === 'string' || isObject(written) ? plain(pickText(written as Text, language, language)) : '';
  const of = Object.hasOwn(LINES, type) ? LINES[type] : undefined;
  const made = of?.(params, say);
  return made &&
    Object.values(made.values).every((value) => value === '') &&
    made.durationMs === undefined &&
    Object.keys(made.values).length > 0
    ? undefined
    : made;
}

function conditionLine(when: Condition): StepLine {
  if ('all' in when) return line('branchAll', { count: when.all.length });
  if ('any' in when) return line('branchAny', { count: when.any.length });
  const { left, operator, right } = when;
  return line(`when.${operator}`, { left: short(left), right: short(right) });
}

function short(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? plain(value) : JSON.stringify(value);
}

/** A template as people read it: `{{ vars.name | first_name }}` is the name. */
export function plain(template: string): string {
  return template
    .replace(/\{\{-?\s*(.*?)\s*-?\}\}/gs, (_all, inner: string) => nameIn(inner))
    .replace(/\{%.*?%\}/gs, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function nameIn(expression: string): string {
  const [path = ''] = expression.split('|');
  const parts = path.trim().split('.');
  const [root] = parts;
  const named = root === 'vars' && parts.length > 1 ? parts.slice(1) : parts;
  return `[${named.join(' ')}]`;
}
