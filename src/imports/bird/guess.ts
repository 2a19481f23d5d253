import { MAX_DURATION_MS, parseDuration } from '../../base/duration.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import { toId } from '../namer.ts';
import { at, member, take, takeNumber, takeText, type Place } from '../place.ts';
import { callPart, OWN, toText, toValue, withinStep, type Part, type Scene } from './scene.ts';
import { excerpt } from './template.ts';

/** What a step is taken for by its name, where no description of the format tells what it does. */
export type Asked = {
  /** The last word of its kind: `addTags` of `mrn:v1:contacts:endpoints:addTags:1.0.0`. */
  kind: string;
  /** Where its fields may stand, the likeliest first. */
  fields: readonly Place[];
  /** Variable that receives what it gives. */
  saveAs: string;
};

type Give = {
  /** The first text that stands under one of these names. */
  text(...names: string[]): string | undefined;
  words(...names: string[]): string[];
  scene: Scene;
  asked: Asked;
};

type Guess = { name: RegExp; make(give: Give): Part[] | undefined };

/** Makes the steps that a name tells of; undefined where it tells nothing, or what is needed for them is missing. */
export function guessParts(asked: Asked, outer: Scene): Part[] | undefined {
  const scene = withinStep(outer);
  const guess = GUESSES.find(({ name }) => name.test(asked.kind.slice(0, 100)));
  const parts = guess?.make({ scene, asked, text: textOf(asked.fields), words: wordsOf(asked.fields) });
  if (parts)
    scene.differs(`What "${excerpt(asked.kind)}" does was taken from its name; look at the step before you publish.`);
  return parts;
}

function textOf(fields: readonly Place[]): Give['text'] {
  return (...names) => {
    for (const place of fields)
      for (const name of names) {
        const { value } = member(place, name);
        if (typeof value === 'string' && value.trim() !== '') return takeText(member(place, name));
      }
    return undefined;
  };
}

function wordsOf(fields: readonly Place[]): Give['words'] {
  return (...names) => {
    for (const place of fields)
      for (const name of names) {
        const { value } = member(place, name);
        const list = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
        const words = list.filter((word): word is string => typeof word === 'string' && word.trim() !== '');
        if (words.length === 0 || words.length < list.length) continue;
        take(member(place, name));
        return words;
      }
    return [];
  };
}

/** A call of an operation of ours with the texts that it needs; undefined where one is missing. */
function ownCall(operation: string, input: JsonObject, { scene, asked }: Give): Part[] | undefined {
  if (Object.values(input).includes(undefined)) return undefined;
  return [
    callPart({ connection: OWN, operation, input: toValue(scene, input) as JsonObject }, { saveAs: asked.saveAs }),
  ];
}

function contactLists(list: string): Guess['make'] {
  return (give) => {
    const words = give.words('tags', 'tag', 'tagNames', 'groups', 'group', 'groupId', 'groupName', 'name', 'names');
    return words.length === 0 ? undefined : ownCall('updateContact', { [list]: words }, give);
  };
}

const UNITS: Readonly<Record<string, string>> = { second: 'S', minute: 'M', hour: 'H', day: 'D', week: 'W' };

/** A duration as ours, from a text or from a number and its unit. */
function durationOf({ asked, text }: Give): string | undefined {
  const written = text('duration', 'timeout', 'for', 'delay', 'wait', 'after', 'waitUntil');
  if (written !== undefined && isDuration(written)) return written;
  for (const place of asked.fields) {
    const unit = UNITS[textIn(member(place, 'unit')).toLowerCase().replace(/s$/, '')];
    const amount = ['duration', 'amount', 'value', 'delay', 'time']
      .map((name) => member(place, name))
      .find(({ value }) => typeof value === 'number' || /^\d+$/.test(textIn({ value })));
    const number = unit && amount ? takeNumber(amount) : undefined;
    const made = number === undefined ? '' : unit === 'D' || unit === 'W' ? `P${number}${unit}` : `PT${number}${unit}`;
    if (!isDuration(made)) continue;
    take(member(place, 'unit'));
    return made;
  }
  return undefined;
}

/** A text that stands somewhere; empty for anything else. */
function textIn({ value }: Pick<Place, 'value'>): string {
  return typeof value === 'string' ? value : '';
}

/** True for a duration that a step can wait. */
export function isDuration(text: string): boolean {
  const ms = text.length > 40 ? undefined : parseDuration(text);
  return ms !== undefined && ms > 0 && ms <= MAX_DURATION_MS;
}

function waitReply(give: Give): Part[] {
  const timeout = durationOf(give);
  if (timeout === undefined) give.scene.differs('It waits for one day at most, as nothing says for how long.');
  give.scene.differs(
    'Without a reply in time it goes on by "timeout" to the same step as with one; a Branch there can tell them apart.',
  );
  const params = { timeout: timeout ?? 'P1D', saveAs: give.asked.saveAs };
  return [{ type: 'waitReply', params, main: 'replied', also: ['timeout'] }];
}

function goTo({ text, scene }: Give): Part[] | undefined {
  const to = text('stepId', 'targetStepId', 'target', 'next', 'goTo', 'step');
  if (to === undefined) return undefined;
  scene.differs('The jump is made 50 times at most in one run.');
  return [{ type: 'goto', params: {}, main: 'next', exits: { next: to, tooOften: null } }];
}

function subflow({ text, scene, asked }: Give): Part[] | undefined {
  const flow = text('flowId', 'flow', 'flowName', 'subflowId', 'targetFlowId');
  if (flow === undefined) return undefined;
  const id = toId(flow, 'flow');
  scene.differs(`The flow "${excerpt(flow)}" has to be imported as "${id}", with a trigger of the type "flow".`);
  const given = asked.fields.map((place) => member(place, 'input')).find(({ value }) => isObject(value));
  const input = given ? { input: toValue(scene, take(given) as JsonObject) } : {};
  return [{ type: 'subflow', params: { flow: id, mode: 'call', ...input, saveAs: asked.saveAs }, main: 'done' }];
}

const storeOf = (give: Give) => ({ store: give.text('database', 'databaseName', 'databaseId', 'store') ?? 'default' });

/** Most specific first: the first whose name fits decides. */
const GUESSES: readonly Guess[] = [
  { name: /^(?:end|stop|terminate|exit)(?:flow|journey|run)?$/i, make: () => [{ type: 'end', params: {}, main: '' }] },
  {
    name: /^await.?webhook|^wait.*webhook/i,
    make: (give) => {
      const key = give.text('resumeKey', 'resume_key', 'identifier', 'key');
      const timeout = durationOf(give) ?? 'PT5M';
      const params = {
        ...(key === undefined ? {} : { key: toText(give.scene, key) }),
        timeout,
        saveAs: give.asked.saveAs,
      };
      give.scene.differs('Callers use the address of this installation: /resume.');
      return [{ type: 'awaitWebhook', params, main: 'resumed' }];
    },
  },
  { name: /^wait.*(?:reply|message|answer|response)/i, make: waitReply },
  {
    name: /^(?:wait|delay|sleep|pause)/i,
    make: (give) => {
      const duration = durationOf(give);
      return duration === undefined ? undefined : [{ type: 'wait', params: { for: duration }, main: 'elapsed' }];
    },
  },
  { name: /(?:add|set).*tags?|^tag/i, make: contactLists('addTags') },
  { name: /(?:remove|delete|un).*tags?/i, make: contactLists('removeTags') },
  { name: /add.*group/i, make: contactLists('addGroups') },
  { name: /remove.*group/i, make: contactLists('removeGroups') },
  {
    name: /hand.?off|hand.?over|itemRoute|^route|transferTo/i,
    make: (give) => {
      const queue = give.text('queue', 'queueId', 'team', 'teamId');
      give.scene.differs('People get the conversation, and the flow goes on when they give it back.');
      return [
        { type: 'handoff', params: queue === undefined ? {} : { queue: toText(give.scene, queue) }, main: 'released' },
      ];
    },
  },
  {
    name: /assign/i,
    make: (give) => ownCall('assign', { assignee: give.text('assignee', 'agentId', 'agent', 'userId', 'user') }, give),
  },
  { name: /close.*(?:conversation|ticket)|archive/i, make: (give) => ownCall('closeConversation', {}, give) },
  { name: /^go.?to|^jump/i, make: goTo },
  { name: /subflow|(?:run|call|start|invoke).*flow/i, make: subflow },
  {
    name: /^(?:store|save).*(?:value|database)/i,
    make: (give) => {
      const value = give.text('value', 'data');
      return ownCall('storeValue', { ...storeOf(give), name: give.text('key', 'name'), value }, give);
    },
  },
  {
    name: /^(?:retrieve|get|read).*(?:value|database)/i,
    make: (give) => ownCall('retrieveValue', { ...storeOf(give), name: give.text('key', 'name') }, give),
  },
  {
    name: /^(?:delete|remove).*(?:value|database)/i,
    make: (give) => ownCall('deleteValue', { ...storeOf(give), name: give.text('key', 'name') }, give),
  },
  {
    name: /(?:add|create)?(?:note|comment)$/i,
    make: (give) => ownCall('addNote', { text: give.text('text', 'note', 'comment', 'body') }, give),
  },
  {
    name: /(?:send|reply).*(?:message|sms|text|whatsapp)|^sms$|^(?:send|reply)$/i,
    make: (give) => {
      const text =
        give.text('text', 'message', 'body', 'content') ??
        takeText(at(give.asked.fields[0] ?? NOWHERE, 'content', 'text'));
      if (text === undefined) return undefined;
      give.scene.differs('It is sent to the contact of the run, on the channel that they wrote on.');
      return [{ type: 'send', params: { text: toText(give.scene, text) }, main: 'sent' }];
    },
  },
];

const NOWHERE: Place = { value: undefined, path: [], ledger: new Map() };
