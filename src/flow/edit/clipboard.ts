import type { StepId } from '../../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { checkFlowShape, MAX_FILE_DEPTH, MAX_FILE_LENGTH } from '../flow-file.ts';
import type { Step } from '../flow.ts';
import { findJsonFault } from '../json-place.ts';
import { readLayout, type Layout } from '../layout.ts';
import { EditError } from './edit-error.ts';

/** Version of the form that copied steps have. */
export const CLIPBOARD_VERSION = 1;

/** Where a plain secret stood that was not copied. */
export type Withheld = { step: StepId; path: readonly (string | number)[] };

/** Copied steps, as the text on the clipboard holds them. */
export type Clipboard = {
  rondineSteps: typeof CLIPBOARD_VERSION;
  /** The steps by their former ids; only ways between them. */
  steps: Readonly<Record<StepId, Step>>;
  layout: Pick<Layout, 'steps' | 'notes' | 'groups'>;
  /** What the steps name outside themselves: for whoever pastes them elsewhere. */
  names: { variables: readonly string[]; flows: readonly string[]; connections: readonly string[] };
  withheld: readonly Withheld[];
};

/** Reads the text of copied steps. Throws `EditError` for any other text. */
export function readClipboard(text: string): Clipboard {
  const isJson = text.length <= MAX_FILE_LENGTH && findJsonFault(text, MAX_FILE_DEPTH) === undefined;
  const written = isJson ? (JSON.parse(text) as JsonValue) : undefined;
  if (!isObject(written) || written['rondineSteps'] === undefined)
    throw new EditError('bad_clipboard', 'The clipboard holds no steps of a flow: copy some first.');
  if (written['rondineSteps'] !== CLIPBOARD_VERSION)
    throw new EditError('bad_clipboard', 'The steps were copied in another version of Rondine: update the older one.');
  const steps = (written['steps'] ?? {}) as JsonObject;
  const [fault] = checkFlowShape({ ...FRAME, steps });
  if (fault) throw new EditError('bad_clipboard', `The copied steps are damaged: ${fault.message}`);
  const { steps: places, notes, groups } = readLayout(written['layout']);
  const isCopied = (step: string) => Object.hasOwn(steps, step);
  const whole = Object.entries(groups).filter(([, group]) => group.steps.every(isCopied));
  return {
    rondineSteps: CLIPBOARD_VERSION,
    steps: steps as Clipboard['steps'],
    layout: {
      steps: Object.fromEntries(Object.entries(places).filter(([step]) => isCopied(step))),
      notes,
      groups: Object.fromEntries(whole),
    },
    names: { variables: [], flows: [], connections: [], ...(written['names'] as Partial<Clipboard['names']>) },
    withheld: Array.isArray(written['withheld']) ? (written['withheld'] as JsonValue as Withheld[]) : [],
  };
}

/** What a flow needs besides its steps. */
const FRAME = {
  id: 'copied',
  name: 'Copied',
  language: 'it',
  settings: { timeZone: 'Europe/Rome', country: 'IT' },
  triggers: [],
  start: 'copied',
};
