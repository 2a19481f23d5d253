import { id } from '../../base/ids.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Capabilities } from '../../message/capabilities.ts';
import type { Content, MediaRef } from '../../message/content.ts';
import { hasTemplate } from '../expression/template.ts';
import { pickText, type Flow } from '../flow.ts';
import { newRun } from '../run.ts';
import type { StepContext, StepResult } from '../step-type.ts';
import type { TypedStep } from './subject.ts';

/** Stands for what an expression will give: the shortest that people could read there. */
const RENDERED = '…';
const FILE: MediaRef = { id: 'file', mime: 'application/octet-stream' };

/** A channel that carries everything as it is. */
const EVERYTHING: Capabilities = {
  source: 'made up for checking flows',
  asOf: '2026-11-22',
  text: { max: Infinity },
  buttons: { max: Infinity, title: Infinity, body: Infinity },
  list: { max: Infinity, title: Infinity, description: Infinity, body: Infinity, button: Infinity },
  media: { kinds: ['image', 'video', 'audio', 'document', 'sticker'], caption: Infinity },
  location: true,
  contacts: true,
  templates: true,
  reactions: true,
  sendKey: false,
  proof: false,
};

/**
 * What a step would send when it is entered, in one language: found out by entering it with a run of no past, on a
 * channel that carries everything. Each expression counts as one character. Steps that send nothing give nothing.
 */
export function contentsOf({ id: step, step: { params }, type }: TypedStep, flow: Flow, language: string): Content[] {
  const run = { ...newRun(NOBODY), at: id.step(step), channel: 'everything' };
  const context: StepContext = {
    params,
    run,
    flow,
    at: 0,
    memo: {},
    mark: undefined,
    scope: { vars: {}, event: { at: 0 }, flow, run: { id: run.id } },
    calendar: () => undefined,
    capabilities: EVERYTHING,
    capabilitiesOf: () => EVERYTHING,
    text: (text) => shorten(pickText(text, language, flow.language)),
    value: (value) => fill(value),
    test: () => false,
  };
  return sentBy(attempt(() => type.enter(context)));
}

/** One message of a step: what it says, where it stands, and the connection that it names. */
export type StepMessage = { content: Content; path: Diagnostic['path']; params: JsonObject; connection?: string };

/** All messages that a step may send when it is entered, in their order: its own, and those in place of it. */
export function messagesOf(step: TypedStep, flow: Flow, language: string): StepMessage[] {
  const { params } = step.step;
  const own = contentsOf(step, flow, language).map((content) => ({ content, path: step.path, params }));
  const others = (step.type.alternatives?.(params) ?? []).flatMap((alternative) => {
    const { connection } = alternative;
    const alone = { ...step, step: { ...step.step, params: alternative.params } };
    return contentsOf(alone, flow, language).map((content) => ({
      content,
      path: [...step.path, ...alternative.path],
      params: alternative.params,
      ...(connection === undefined ? {} : { connection }),
    }));
  });
  return [...own, ...others];
}

const NOBODY = {
  id: id.run('checked'),
  flow: { id: id.flow('checked'), version: 0 },
  lane: id.lane('checked'),
  connection: null,
  channel: null,
  conversation: null,
};

function sentBy(result: StepResult | undefined): Content[] {
  if (result?.then !== 'stay' || !('effects' in result.wait)) return [];
  return (result.wait.effects ?? []).flatMap((effect) => (effect.kind === 'send' ? [effect.content] : []));
}

/** A step may not cope with a run of no past: then nothing is known about it. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** A text with every expression as one character, and without tags. */
function shorten(text: string): string {
  return text.replace(/\{\{.*?\}\}/gs, RENDERED).replace(/\{%.*?%\}/gs, '');
}

/** Where a template stands there may be a file. */
function fill(value: JsonValue): JsonValue {
  if (typeof value === 'string') return hasTemplate(value) ? FILE : value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => fill(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member ?? null)]));
}
