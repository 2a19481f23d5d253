import type { MessageId } from '../base/ids.ts';
import type { Scene } from '../engine/router.ts';
import type { Album, LaneRecord, MessageRecord } from '../store/records.ts';
import { changeLane } from './conversation.ts';
import type { Turn } from './context.ts';

/** When nothing more of an album has come for so long, it is whole: its pictures come within moments of each other. */
const QUIET_MS = 1000;
/** Pieces of a long text take longer, and some may never come. */
const PIECES_MS = 15_000;

/**
 * Notes a message as a part of an album, or of a text in pieces. The first one is to be held; the others follow it, and
 * all are offered as one message once nothing more has come for a moment, or the last piece has, and their files are
 * here.
 */
export function joinAlbum(id: string, record: MessageRecord, scene: Scene): 'first' | 'more' {
  const { albums = [] } = scene.lane;
  const known = albums.find((album) => album.open && album.id === id);
  const album: Album = { id, messages: [...(known?.messages ?? []), record.key], open: true };
  changeLane(scene, { albums: [...albums.filter((other) => other !== known), album] });
  const [first = record.key] = album.messages;
  const event = { type: 'album', message: first };
  const quietMs = record.piece ? (album.messages.length < record.piece.total ? PIECES_MS : 0) : QUIET_MS;
  scene.draft.put('timer', { key: `album/${first}`, lane: scene.lane.key, at: scene.at + quietMs, event });
  return known ? 'more' : 'first';
}

/** True for a held message that cannot be offered yet: more of it is coming, or its files are being fetched. */
export function isWaiting(key: MessageId | undefined, { fetching = [], albums = [] }: LaneRecord): boolean {
  if (key === undefined) return false;
  const album = albums.find(({ messages }) => messages[0] === key);
  return album?.open === true || (album?.messages ?? [key]).some((each) => fetching.includes(each));
}

/** A held message with the others of its album, which is of the past from now on. */
export async function withAlbum(record: MessageRecord, scene: Scene): Promise<Turn> {
  const { albums = [] } = scene.lane;
  const album = albums.find(({ messages }) => messages[0] === record.key);
  if (!album) return record;
  changeLane(scene, { albums: albums.filter((other) => other !== album) });
  const others: MessageRecord[] = [];
  for (const key of album.messages.slice(1)) {
    const other = await scene.draft.get('message', key);
    if (other) others.push(other);
  }
  return others.length === 0 ? record : { ...record, others };
}
