import { canonicalJson, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Scene } from '../../engine/router.ts';
import type { ContactRecord } from '../../store/records.ts';
import { recordChange, type NewChange } from '../changes.ts';

/** What is to be different about a contact. What is not named stays; null takes away. */
export type ContactChange = {
  name?: string | null | undefined;
  language?: string | null | undefined;
  /** Merged into those that are there; a null takes one field away. */
  fields?: JsonObject | undefined;
  addTags?: readonly string[] | undefined;
  removeTags?: readonly string[] | undefined;
  addGroups?: readonly string[] | undefined;
  removeGroups?: readonly string[] | undefined;
  stage?: string | null | undefined;
  /** Who changes it: a flow, or a person. */
  by: string;
};

type Difference = Pick<NewChange, 'what' | 'before' | 'after'>;

/**
 * Changes a contact; each kind of difference is recorded with what it was and what it is. What is so already is no
 * change: with nothing left nothing is written, and doing it twice is doing it once.
 */
export function changeContact(contact: ContactRecord, change: ContactChange, scene: Scene): ContactRecord {
  const next: ContactRecord = { ...contact };
  const differences = [
    changeMembers(next, change),
    ...changeSet(next, 'tags', { add: change.addTags, remove: change.removeTags }),
    ...changeSet(next, 'groups', { add: change.addGroups, remove: change.removeGroups }),
    changeStage(next, change.stage),
  ].filter((difference) => difference !== undefined);
  if (differences.length === 0) return contact;
  scene.draft.put('contact', next);
  for (const difference of differences) recordChange({ contact: contact.key, ...difference, by: change.by }, scene);
  return next;
}

/** Name, language and fields are one change together. */
function changeMembers(next: ContactRecord, change: ContactChange): Difference | undefined {
  const before: Record<string, JsonValue> = {};
  const after: Record<string, JsonValue> = {};
  for (const name of ['name', 'language'] as const) {
    const value = change[name];
    const former = next[name] ?? null;
    if (value === undefined || value === former) continue;
    before[name] = former;
    after[name] = value;
    if (value === null) delete next[name];
    else next[name] = value;
  }
  const fields = changeFields(next, change.fields);
  if (fields) {
    before['fields'] = fields.before;
    after['fields'] = fields.after;
  }
  return Object.keys(after).length > 0 ? { what: 'changed', before, after } : undefined;
}

function changeFields(
  next: ContactRecord,
  given: JsonObject = {},
): { before: JsonObject; after: JsonObject } | undefined {
  const fields = new Map(Object.entries(next.fields ?? {}));
  const before: [string, JsonValue][] = [];
  const after: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(given)) {
    const former = fields.get(name) ?? null;
    if (value === undefined || canonicalJson(value) === canonicalJson(former)) continue;
    before.push([name, former]);
    after.push([name, value]);
    if (value === null) fields.delete(name);
    else fields.set(name, value);
  }
  if (after.length === 0) return undefined;
  next.fields = Object.fromEntries(fields);
  return { before: Object.fromEntries(before), after: Object.fromEntries(after) };
}

const WORDS = { tags: { add: 'tagged', remove: 'untagged' }, groups: { add: 'joined', remove: 'left' } } as const;

/** What is to be added and removed at once is added. */
function changeSet(
  next: ContactRecord,
  name: 'tags' | 'groups',
  { add = [], remove = [] }: { add?: readonly string[] | undefined; remove?: readonly string[] | undefined },
): Difference[] {
  const former = next[name] ?? [];
  const added = [...new Set(add)].filter((each) => !former.includes(each));
  const removed = [...new Set(remove)].filter((each) => former.includes(each) && !add.includes(each));
  if (added.length + removed.length === 0) return [];
  next[name] = [...former.filter((each) => !removed.includes(each)), ...added];
  const words = WORDS[name];
  return [
    ...(removed.length > 0 ? [{ what: words.remove, before: { [name]: removed } }] : []),
    ...(added.length > 0 ? [{ what: words.add, after: { [name]: added } }] : []),
  ];
}

function changeStage(next: ContactRecord, stage: string | null | undefined): Difference | undefined {
  const former = next.stage ?? null;
  if (stage === undefined || stage === former) return undefined;
  if (stage === null) delete next.stage;
  else next.stage = stage;
  return { what: 'staged', before: { stage: former }, after: { stage } };
}
