import type { StepId } from '../../../src/base/ids.ts';
import type { JsonValue } from '../../../src/base/json.ts';
import type { Edit, FlowDiff, ListChange, StepChange } from '../../../src/flow/diff/diff.ts';
import { own, type Flow } from '../../../src/flow/flow.ts';

/** One value that is different, in words. */
export type EditLine = { readonly field: string; readonly before?: string; readonly after?: string };

/** What happened to one part of a flow, in words. */
export type ChangeLine = {
  readonly key: string;
  readonly change: 'added' | 'removed' | 'changed' | 'renamed' | 'moved';
  /** What it happened to: the flow itself, a trigger, a handler or a step. */
  readonly part: 'flow' | 'trigger' | 'handler' | 'step';
  /** Of a step: its id now; of a removed one the id it had. */
  readonly step?: StepId;
  readonly title: string;
  readonly edits: readonly EditLine[];
};

/** The words that changes are told in. */
export type ChangeWords = {
  /** What a type of step, of trigger or of handler is called. */
  step(type: string): string;
  trigger(type: string): string;
  handler(type: string): string;
  exit(outcome: string): string;
  /** The field of a form: `ask.answer.type`, `trigger-message.keywords`. Undefined for what has no name. */
  field(key: string): string | undefined;
  /** A member of a step or a flow that is in no form: `title`, `next`, `settings.timeZone`. */
  member(name: string): string | undefined;
  /** True and false. */
  yes: string;
  no: string;
};

/** Both sides of a comparison: steps are named as they are called there. */
export type Compared = { changes: FlowDiff; before: Side; after: Side };
type Side = Pick<Flow, 'steps' | 'triggers' | 'handlers'>;

const LONGEST = 160;

/** A comparison in words: the flow's own facts, triggers, handlers, then steps. */
export function changeLines({ changes, before, after }: Compared, words: ChangeWords): ChangeLine[] {
  const say: Say = { words, sides: [before, after] };
  const { facts, triggers, handlers, steps } = changes;
  const flow: ChangeLine[] =
    facts.length === 0
      ? []
      : [{ key: 'flow', part: 'flow', change: 'changed', title: '', edits: facts.map((edit) => factLine(edit, say)) }];
  return [
    ...flow,
    ...triggers.map((each, at) => listLine(each, { part: 'trigger', member: 'type', at }, say)),
    ...handlers.map((each, at) => listLine(each, { part: 'handler', member: 'on', at }, say)),
    ...steps.map((each) => stepLine(each, say)),
  ];
}

type Say = { words: ChangeWords; sides: readonly [Side, Side] };
type Path = Edit['path'];

function factLine({ path, before, after }: Edit, say: Say): EditLine {
  const [first] = path;
  const name = path.join('.');
  const field = say.words.member(name) ?? say.words.member(String(first)) ?? name;
  return first === 'start' ? wayLine(field, { before, after }, say) : valueLine(field, { before, after }, say);
}

function listLine(
  change: ListChange,
  { part, member, at }: { part: 'trigger' | 'handler'; member: string; at: number },
  say: Say,
): ChangeLine {
  const key = `${part} ${change.change} ${at}`;
  if (change.change === 'changed') {
    const kind = kindAt(part, change.at, say.sides[1]);
    const edits = change.edits.map(({ path, before, after }) => {
      const field = fieldName({ root: `${part}-${kind}`, path }, say);
      return path[0] === 'next' ? wayLine(field, { before, after }, say) : valueLine(field, { before, after }, say);
    });
    return { key, part, change: 'changed', title: kind === '' ? String(change.at + 1) : say.words[part](kind), edits };
  }
  const type = (change.item as Readonly<Record<string, JsonValue | undefined>>)[member];
  const title = typeof type === 'string' ? say.words[part](type) : String(change.at + 1);
  return { key, part, change: change.change, title, edits: [] };
}

/** What kind of trigger or handler stands at a place. */
function kindAt(part: 'trigger' | 'handler', at: number, { triggers, handlers }: Side): string {
  return part === 'trigger' ? (triggers[at]?.type ?? '') : (handlers?.[at]?.on ?? '');
}

function stepLine(change: StepChange, say: Say): ChangeLine {
  const { id, step } = change;
  const title = step.title ?? say.words.step(step.type);
  const base = { key: `${change.change} ${id}`, part: 'step', step: id, title } as const;
  if (change.change === 'renamed')
    return {
      ...base,
      change: 'renamed',
      edits: [{ field: say.words.member('id') ?? 'id', before: change.from, after: id }],
    };
  if (change.change !== 'changed') return { ...base, change: change.change, edits: [] };
  return { ...base, change: 'changed', edits: change.edits.map((edit) => stepEdit(edit, step.type, say)) };
}

function stepEdit({ path, before, after }: Edit, type: string, say: Say): EditLine {
  const [member, ...rest] = path;
  const { words } = say;
  if (member === 'params') return valueLine(fieldName({ root: type, path: rest }, say), { before, after }, say);
  if (member === 'retry') return valueLine(fieldName({ root: 'retry', path: rest }, say), { before, after }, say);
  if (member === 'next' && typeof rest[0] === 'string') return wayLine(words.exit(rest[0]), { before, after }, say);
  const name = words.member(String(member)) ?? String(member);
  const values = member === 'type' ? typeValues({ before, after }, words) : { before, after };
  return valueLine(name, values, say);
}

/** The names of the fields on the way to a value: `Choices 2 › Title (it)`. */
function fieldName({ root, path }: { root: string; path: Path }, { words }: Say): string {
  let key = root;
  const names: string[] = [];
  for (const part of path) {
    if (typeof part === 'number') {
      const last = names.pop();
      names.push(last === undefined ? String(part + 1) : `${last} ${part + 1}`);
      continue;
    }
    key = `${key}.${part}`;
    const known = words.field(key);
    if (known !== undefined) names.push(known);
    else if (/^[a-z]{2}(-[A-Z]{2})?$/.test(part) && names.length > 0) names.push(`${names.pop()} (${part})`);
    else names.push(words.member(part) ?? part);
  }
  return names.join(' › ') || (words.member('params') ?? root);
}

type Values = { before?: JsonValue | undefined; after?: JsonValue | undefined };

function typeValues({ before, after }: Values, words: ChangeWords): Values {
  const said = (value: JsonValue | undefined): JsonValue | undefined =>
    typeof value === 'string' ? words.step(value) : value;
  return { before: said(before), after: said(after) };
}

/** Where a way leads, by the titles of its steps. */
function wayLine(field: string, { before, after }: Values, say: Say): EditLine {
  const [was, is] = say.sides;
  return lineOf(field, titleIn(before, was, say), titleIn(after, is, say));
}

function titleIn(id: JsonValue | undefined, { steps }: Pick<Side, 'steps'>, { words }: Say): string | undefined {
  if (typeof id !== 'string') return undefined;
  const step = own(steps, id as StepId);
  return step ? (step.title ?? words.step(step.type)) : id;
}

function valueLine(field: string, { before, after }: Values, { words }: Say): EditLine {
  return lineOf(field, shown(before, words), shown(after, words));
}

function lineOf(field: string, before: string | undefined, after: string | undefined): EditLine {
  return { field, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function shown(value: JsonValue | undefined, { yes, no }: ChangeWords): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? yes : no;
  const isList = Array.isArray(value) && value.every((item: JsonValue) => typeof item === 'string');
  const text = typeof value === 'string' ? value : isList ? value.join(', ') : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
