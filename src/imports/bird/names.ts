import { access, type Resolve, type Resolved } from './template.ts';

/** What starts the flow, as far as names are concerned. */
export type Start = 'message' | 'webhook' | 'called' | 'other';

/** What Bird's own names are read as, wherever a message began the flow. */
const LEGACY: Readonly<Record<string, string>> = {
  conversationId: 'conversation.id',
  'conversation.id': 'conversation.id',
  conversationMessageContent: 'message.text',
  conversationMessageType: 'message.content.kind',
  incomingMessage: 'message.text',
  messageImage: 'message.content.file',
  messageAudio: 'message.content.file',
  messageVideo: 'message.content.file',
  messageFile: 'message.content.file',
  messageFileName: 'message.content.name',
  sender: 'contact.phone',
  originator: 'contact.phone',
  'contact.name': 'contact.name',
  'contact.email': 'contact.email',
  'contact.phoneNumber': 'contact.phone',
};

const NOW = 'event.at | date: "%Y-%m-%dT%H:%M:%S"';

/** What the older format knows of its variables. */
export type LegacyNames = {
  start: Start;
  /** What the flow writes itself, and where it stands here. */
  written: ReadonlyMap<string, string>;
  /** What is not there any more, and why. */
  gone: ReadonlyMap<string, string>;
};

/** Reads names of the older format: what the flow wrote, what a call brought, what Bird gave. */
export function legacyNames({ start, written, gone }: LegacyNames): Resolve {
  return (path) => {
    const [first = '', ...rest] = path;
    const why = gone.get(first);
    if (why !== undefined) return { expression: access('vars', path), lost: `"${first}" is read, but ${why}` };
    const own = written.get(first);
    if (own !== undefined) return { expression: access(own, rest) };
    if (start === 'webhook') return { expression: access('input.body', path) };
    if (path.join('.') === 'currentTime') return { expression: NOW };
    return byName(path, LEGACY);
  };
}

/** Where the answer of a step of the newer format stands; `path` is below its event. */
export type AnswerOf = (step: string, path: readonly string[]) => Resolved | undefined;

const CONVERSATION: Readonly<Record<string, string>> = {
  conversationId: 'conversation.id',
  id: 'conversation.id',
  channelId: 'conversation.connection',
  'featuredParticipants.0.participantId': 'contact.id',
  'featuredParticipants.0.displayName': 'contact.name',
};

const CONTACT: Readonly<Record<string, string>> = {
  id: 'contact.id',
  computedDisplayName: 'contact.name',
  displayName: 'contact.name',
  name: 'contact.name',
  firstName: 'contact.name | first_name',
  lastName: 'contact.name | last_name',
  phonenumber: 'contact.phone',
  phoneNumber: 'contact.phone',
  phone: 'contact.phone',
  emailaddress: 'contact.email',
  email: 'contact.email',
  language: 'contact.language',
};

/** Reads names of the newer format: `trigger.…`, `steps.…`, `contact.…`, `arguments.…`, `context.…`. */
export function modernNames(start: Start, answerOf: AnswerOf): Resolve {
  return (path) => {
    const [root = '', ...rest] = path;
    if (root === 'steps') {
      const [step = '', event, ...below] = rest;
      const found = event === 'event' ? answerOf(step, below) : undefined;
      return found ?? unknown(path);
    }
    if (root === 'contact') return contactName(rest, path);
    if (root === 'conversation') return byName(rest, CONVERSATION, path);
    if (root === 'context') {
      if (rest[0] === 'contact') return contactName(rest.slice(1), path);
      return rest[0] === 'conversation' ? byName(rest.slice(1), CONVERSATION, path) : unknown(path);
    }
    if (root === 'arguments') return { expression: access('input', rest) };
    if (root === 'run' && rest[0] === 'id') return { expression: 'run.id' };
    if (root === 'trigger') return triggerName(rest, path, start);
    return unknown(path);
  };
}

function triggerName(rest: readonly string[], path: readonly string[], start: Start): Resolved {
  const [payload, what, ...below] = rest;
  if (payload !== 'payload' || what === undefined) return unknown(path);
  if (start === 'webhook') return { expression: access('input.body', rest.slice(1)) };
  if (what === 'conversation') return byName(below, CONVERSATION, path);
  if (what === 'contact') return contactName(below, path);
  if (what === 'message' && /^(?:id|messageId)$/.test(below.join('.'))) return { expression: 'message.id' };
  if (what === 'message' && /(?:^|\.)text$/.test(below.join('.'))) return { expression: 'message.text' };
  return unknown(path);
}

function contactName(below: readonly string[], path: readonly string[]): Resolved {
  const [first, ...rest] = below;
  if (first === 'attributes' || first === 'attribute') {
    const [name = ''] = rest;
    const known = Object.hasOwn(CONTACT, name) ? CONTACT[name] : undefined;
    return { expression: known ?? access('contact.fields', rest) };
  }
  return byName(below, CONTACT, path);
}

function byName(path: readonly string[], table: Readonly<Record<string, string>>, whole = path): Resolved {
  const text = path.join('.');
  const known = Object.hasOwn(table, text) ? table[text] : undefined;
  return known === undefined ? unknown(whole) : { expression: known };
}

/** A name that nobody here gives: it is kept visible, as a variable that nobody writes. */
function unknown(path: readonly string[]): Resolved {
  const text = path.join('.');
  return {
    expression: access('vars', path),
    differs: `"${text.slice(0, 80)}" is nothing that is known here; it is read as a variable, which is empty until a step sets it.`,
  };
}
