import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Outcome, StepRetry } from '../../flow/flow.ts';
import type { ImportGrade, ImportNeed } from '../report.ts';
import { excerpt, translateTemplate, type Listener, type Resolve } from './template.ts';
import type { Strongbox } from './strongbox.ts';

/** A step that an imported one becomes; by `main`, and by `also`, it leads to what follows. */
export type Part = {
  type: string;
  title?: string;
  params: JsonObject;
  main: Outcome;
  also?: readonly Outcome[];
  /** Exits that pass over the further parts of the same step. */
  past?: readonly Outcome[];
  /** Exits that lead to a step of the source, by its id there, or to the end where it is null. */
  exits?: Readonly<Record<Outcome, string | null>>;
  retry?: StepRetry;
};

/** What making the parts of one step works with. */
export type Scene = Listener & {
  box: Strongbox;
  resolve: Resolve;
  need(need: Extract<ImportNeed, { kind: 'connection' }>): string;
};

/** Listens to what is said of one step, and grades it. */
export type Notebook = Listener & { grade(): ImportGrade; remarks(): string[] };

/** Most remarks that are kept of one step. */
const MOST_REMARKS = 50;

/** Opens an empty notebook. */
export function createNotebook(): Notebook {
  const said = new Set<string>();
  let grade: ImportGrade = 'exact';
  const say = (message: string): void => {
    if (said.size < MOST_REMARKS) said.add(message);
    else said.add('There is more like this.');
  };
  return {
    tells: say,
    differs(message) {
      if (grade === 'exact') grade = 'approximated';
      say(message);
    },
    loses(message) {
      grade = 'lost';
      say(message);
    },
    grade: () => grade,
    remarks: () => [...said],
  };
}

/** What cannot be taken over inside a step that is taken over for the rest: the step is approximated, not lost. */
export function withinStep(scene: Scene): Scene {
  return { ...scene, loses: scene.differs };
}

/** A text of Bird's as a template of ours, without its secrets. `name` is that of the member that holds it. */
export function toText(scene: Scene, text: string, name = ''): string {
  // What stands for a secret is ours already, so each piece between is translated by itself.
  const cleaned = scene.box.clean(text, name);
  if (cleaned === text) return translateTemplate(text, scene.resolve, scene);
  return cleaned
    .split(/(\{\{ secrets\.\w+ \}\})/)
    .map((piece, index) => (index % 2 === 1 ? piece : translateTemplate(piece, scene.resolve, scene)))
    .join('');
}

/** Any value of Bird's with templates of ours, without its secrets. */
export function toValue(scene: Scene, value: JsonValue, name = ''): JsonValue {
  if (typeof value === 'string') return toText(scene, value, name);
  if (Array.isArray(value)) return value.map((item: JsonValue) => toValue(scene, item, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      if (key.includes('{{')) scene.differs(`The name "${excerpt(key)}" stands as it is: names are no templates here.`);
      return [key, toValue(scene, part ?? null, key)];
    }),
  );
}

/** Longest text of one note; a step that holds more gets several. */
const NOTE_LENGTH = 9000;

/** Notes that keep all that a step held, and do nothing. */
export function placeholder(kind: string, held: JsonValue, scene: Scene): Part[] {
  scene.loses(`There is no step like "${excerpt(kind)}" here; a note keeps what it held and is passed by.`);
  const text = JSON.stringify(scene.box.cleanAll(held, kind), null, 1) ?? '';
  const pieces = text.match(new RegExp(`[^]{1,${NOTE_LENGTH}}`, 'g')) ?? [''];
  return pieces.map((piece, index) => ({
    type: 'note',
    title: `Bird: ${excerpt(kind)}${pieces.length > 1 ? ` (${index + 1}/${pieces.length})` : ''}`,
    params: { text: `Was "${excerpt(kind)}" in Bird, which has no counterpart here. It held:\n${piece}` },
    main: 'next',
  }));
}

/** A call of an operation. */
export function callPart(
  { connection, operation, input }: { connection: string; operation: string; input: JsonObject },
  more: { saveAs?: string; exits?: readonly string[] } = {},
): Part {
  const { saveAs, exits } = more;
  return {
    type: 'call',
    params: { connection, operation, input, ...(saveAs === undefined ? {} : { saveAs }), ...(exits ? { exits } : {}) },
    main: 'done',
    also: exits ?? [],
  };
}

/** The connection under which our own operations are called. */
export const OWN = 'rondine';
