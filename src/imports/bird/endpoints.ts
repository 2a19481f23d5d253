import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { at, items, member, members, take, takeText, type Place } from '../place.ts';
import { callPart, OWN, toText, toValue, withinStep, type Part, type Scene } from './scene.ts';

/** One call of the platform's interface, as a step of the newer format makes it. */
export type EndpointStep = { kind: string; parameters: Place; saveAs: string };

type Make = (step: EndpointStep, scene: Scene) => Part[] | undefined;

/** Where a member of an answer stands in what our operation gives. */
export type Shape = (path: readonly string[]) => readonly string[];

/** The steps that a call of Bird's own interface becomes; undefined where there is nothing like it. */
export function knownParts(step: EndpointStep, scene: Scene): Part[] | undefined {
  const make = Object.hasOwn(ENDPOINTS, step.kind) ? ENDPOINTS[step.kind] : undefined;
  const parts = make?.(step, withinStep(scene));
  if (parts) takeSurroundings(step.parameters, scene);
  return parts;
}

/** How the answer of a known call is read; undefined for what is not done here. */
export function shapeOf(kind: string): Shape | undefined {
  return /^(?:getContact|createOrUpdateContactByIdentifier)$/.test(kind) ? contactShape : undefined;
}

const contactShape: Shape = ([first = '', ...rest]) => {
  const known: Readonly<Record<string, string>> = {
    id: 'id',
    displayName: 'name',
    computedDisplayName: 'name',
    name: 'name',
  };
  if (first === 'attributes') return ['contact', 'fields', ...rest];
  return ['contact', Object.hasOwn(known, first) ? (known[first] ?? first) : first, ...rest];
};

/** Which workspace, conversation and channel a call is about: the run knows that by itself. */
function takeSurroundings(parameters: Place, scene: Scene): void {
  for (const [name, place] of members(member(parameters, 'request'))) {
    const { value } = place;
    const isRuns =
      typeof value === 'string' && /^[\w:-]*\{\{\s*(?:run|trigger|context|contact)\.[^{}]*\}\}$/.test(value);
    if (name !== 'workspaceId' && !isRuns) continue;
    take(place);
    if (!isRuns) scene.tells('There is one workspace here, so the one that was named is left out.');
  }
}

const getContact: Make = ({ parameters, saveAs }, scene) => {
  const input = contactInput(takeText(at(parameters, 'request', 'contactId')), scene);
  scene.differs('It reads the contact as it is known here.');
  return [callPart({ connection: OWN, operation: 'getContact', input }, { saveAs })];
};

/** The contact that is meant; none for the one who is talked to. */
function contactInput(id: string | undefined, scene: Scene): JsonObject {
  const text = id === undefined ? '' : toText(scene, id);
  return text === '' || text === '{{ contact.id }}' ? {} : { contact: text };
}

const updateContact: Make = ({ parameters, saveAs }, scene) => {
  const payload = member(parameters, 'payload');
  const key = takeText(at(parameters, 'request', 'identifierKey')) ?? '';
  const identifier = toText(scene, takeText(at(parameters, 'request', 'identifierValue')) ?? '');
  const name = takeText(member(payload, 'displayName')) ?? takeText(member(payload, 'name'));
  const fields = fieldsOf(payload, scene);
  const isOther = identifier !== '' && !/^\{\{ contact\.(?:id|phone|email)\b/.test(identifier);
  const by = /mail/i.test(key) ? 'email' : 'phone';
  const find = `${saveAs}_found`.slice(0, 64);
  const input = {
    ...(isOther ? { contact: `{{ vars.${find}.contact.id }}` } : {}),
    ...(name === undefined ? {} : { name: toText(scene, name) }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  };
  const update = callPart({ connection: OWN, operation: 'updateContact', input }, { saveAs });
  scene.differs(
    'Fields of the contact keep their names. Phone numbers and e-mail addresses come from channels and are not written.',
  );
  if (!isOther) return [update];
  scene.differs('Nobody new is made here: where no contact has the number or the address, nothing is written.');
  const ask = { connection: OWN, operation: 'getContact', input: { [by]: identifier } };
  const look: Part = { ...callPart(ask, { saveAs: find, exits: ['missing'] }), also: [], past: ['missing'] };
  return [look, update];
};

function fieldsOf(payload: Place, scene: Scene): JsonObject {
  const given: [string, JsonValue][] = members(payload)
    .filter(([name, { value }]) => name !== 'identifiers' && value !== null && typeof value !== 'object')
    .filter(([name]) => !['displayName', 'name'].includes(name))
    .map(([name, place]) => [name, toValue(scene, take(place) ?? null, name)]);
  const attributes = member(payload, 'attributes');
  const more = isObject(attributes.value) ? (toValue(scene, take(attributes) ?? {}) as JsonObject) : {};
  const identifiers = items(member(payload, 'identifiers')).flatMap((each): [string, JsonValue][] => {
    const [key, value] = [takeText(member(each, 'key')), takeText(member(each, 'value'))];
    return key === undefined || value === undefined ? [] : [[key, toText(scene, value, key)]];
  });
  return { ...Object.fromEntries([...identifiers, ...given]), ...more };
}

const addNote: Make = ({ parameters, saveAs }, scene) => {
  const body = at(parameters, 'payload', 'body');
  const text = takeText(at(body, 'text', 'text')) ?? takeText(member(body, 'text'));
  if (text === undefined) return undefined;
  take(member(body, 'type'));
  return [callPart({ connection: OWN, operation: 'addNote', input: { text: toText(scene, text) } }, { saveAs })];
};

const route: Make = ({ parameters }, scene) => {
  const payload = member(parameters, 'payload');
  take(member(payload, 'routeTo'));
  const team = takeText(member(payload, 'teamId')) ?? takeText(member(payload, 'queueId'));
  scene.differs(
    'People get the conversation, and the flow goes on when they give it back; who gets it is decided by the queue.',
  );
  return [{ type: 'handoff', params: team === undefined ? {} : { queue: toText(scene, team) }, main: 'released' }];
};

const feedItem: Make = ({ parameters, saveAs }, scene) => {
  const payload = member(parameters, 'payload');
  const closed = member(payload, 'closed').value;
  if (typeof closed === 'boolean') {
    take(member(payload, 'closed'));
    return [
      callPart(
        { connection: OWN, operation: closed ? 'closeConversation' : 'reopenConversation', input: {} },
        { saveAs },
      ),
    ];
  }
  const assignee = takeText(member(payload, 'agentId')) ?? takeText(member(payload, 'assigneeId'));
  if (assignee === undefined) return undefined;
  scene.differs('The agent has to exist here under this name.');
  return [callPart({ connection: OWN, operation: 'assign', input: { assignee: toText(scene, assignee) } }, { saveAs })];
};

const sendMessage: Make = ({ parameters }, scene) => {
  const payload = member(parameters, 'payload');
  const content = approved(member(payload, 'template'), scene) ?? written(member(payload, 'body'), scene);
  if (!content) return undefined;
  scene.differs('It is sent to the contact of the run, on the connection that the run talks on.');
  const contacts = at(payload, 'receiver', 'contacts');
  if (items(contacts).every((each) => /^\{\{\s*(?:contact|trigger)\./.test(asText(member(each, 'id').value))))
    for (const each of items(contacts)) take(member(each, 'id'));
  return [{ type: 'send', params: content, main: 'sent' }];
};

function approved(template: Place, scene: Scene): JsonObject | undefined {
  if (!isObject(template.value)) return undefined;
  const name = [takeText(member(template, 'name')), takeText(member(template, 'projectId'))].find(
    (text) => text !== undefined && text !== '',
  );
  const language = takeText(member(template, 'locale')) ?? '';
  if (name === undefined) return undefined;
  const values = members(member(template, 'variables')).map(
    ([key, place]) => [key, toText(scene, asText(take(place)), key)] as const,
  );
  scene.differs('Bird knows approved messages by ids of its own: put in the name that the provider approved it under.');
  const parameters = values.length === 0 ? {} : { parameters: values.map(([, value]) => value) };
  const names = values.every(([key]) => /^\d+$/.test(key)) ? {} : { names: values.map(([key]) => key || '_') };
  return { template: { name, language: language.length < 2 ? 'en' : language, ...parameters, ...names } };
}

/** A text, or anything else as JSON. */
function asText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function written(body: Place, scene: Scene): JsonObject | undefined {
  const text = takeText(at(body, 'text', 'text')) ?? takeText(member(body, 'text'));
  if (text !== undefined) {
    take(member(body, 'type'));
    return text.trim() === '' ? undefined : { text: toText(scene, text) };
  }
  const [first] = [...items(at(body, 'image', 'images')), ...items(at(body, 'file', 'files'))];
  const url = first && takeText(member(first, 'mediaUrl'));
  if (url === undefined) return undefined;
  const kind = take(member(body, 'type')) === 'image' ? 'image' : 'document';
  const caption = takeText(at(body, kind === 'image' ? 'image' : 'file', 'text'));
  return { media: { kind, url: toText(scene, url, 'url') }, ...(caption ? { text: toText(scene, caption) } : {}) };
}

/** What is known of Bird's own interface, by the name of the call. */
const ENDPOINTS: Readonly<Record<string, Make>> = {
  getContact,
  createOrUpdateContactByIdentifier: updateContact,
  createComment: addNote,
  createItemRoute: route,
  updateFeedItem: feedItem,
  createChannelMessage: sendMessage,
  createConversationMessage: sendMessage,
};
