import { isObject } from '../base/json.ts';
import type { Scene } from '../engine/router.ts';
import type { ChangeRecord } from '../store/records.ts';
import { digest } from './digest.ts';

/** What has happened, before it gets its key and time. */
export type NewChange = Omit<ChangeRecord, 'key' | 'at'>;

/** What the record that has begun says itself: contact, conversation, link. */
const BEGINNINGS: ReadonlySet<ChangeRecord['what']> = new Set<ChangeRecord['what']>(['created', 'opened', 'linked']);

/** Digits that hold a time in milliseconds until the year 33658. */
const TIME_DIGITS = 15;

/**
 * Writes down what has happened to a contact or a conversation of theirs; flows may start from it in the same commit.
 * `before` and `after` hold what changed and nothing else: of tags and groups those that went and those that came.
 * That a contact or a conversation has begun starts flows too, but leaves no record besides its own.
 */
export function recordChange(change: NewChange, scene: Scene): ChangeRecord {
  if (BEGINNINGS.has(change.what)) {
    const begun = [change.contact, change.what, change.conversation ?? '', JSON.stringify(change.after ?? {})];
    const record: ChangeRecord = { ...change, key: begun.join('/'), at: scene.at };
    scene.changes.push(record);
    return record;
  }
  const number = scene.draft.writes().filter((write) => write.kind === 'change').length;
  const told = JSON.stringify([change.before, change.after]);
  const name = digest(scene.lane.key, scene.cause, change.what, told);
  const time = String(scene.at).padStart(TIME_DIGITS, '0');
  const key = `${change.contact}/${time}-${String(number).padStart(3, '0')}${name}`;
  const record: ChangeRecord = { ...change, key, at: scene.at };
  scene.draft.put('change', record);
  scene.changes.push(record);
  return record;
}

/**
 * What a change is about, as triggers name it: the tags or groups that came or went, the stage, the fields and members
 * that changed, the object of a linked record, the purpose of a consent. Empty where a trigger cannot be more precise.
 */
export function namesOf({ what, before = {}, after = {} }: Pick<ChangeRecord, 'what' | 'before' | 'after'>): string[] {
  switch (what) {
    case 'tagged':
      return texts(after['tags']);
    case 'untagged':
      return texts(before['tags']);
    case 'joined':
      return texts(after['groups']);
    case 'left':
      return texts(before['groups']);
    case 'staged':
      return texts(after['stage']);
    case 'linked':
      return texts(after['object']);
    case 'unlinked':
      return texts(before['object']);
    case 'consented':
    case 'withdrew':
      return texts(after['purpose']);
    case 'changed': {
      const changed = { ...before, ...after };
      const fields = [before['fields'], after['fields']].flatMap((each) => (isObject(each) ? Object.keys(each) : []));
      return [...new Set([...Object.keys(changed).filter((name) => name !== 'fields'), ...fields])];
    }
    default:
      return [];
  }
}

function texts(value: unknown): string[] {
  return [value].flat().filter((each) => typeof each === 'string');
}
