import type { MessageId } from '../base/ids.ts';
import type { Offer, Scene } from '../engine/router.ts';
import { changeLane } from './conversation.ts';
import { offerWhatIsHeld } from './held.ts';
import type { RouterOptions } from './options.ts';

/** The album that begins with a message is whole: it goes on its way, as soon as its files are here. */
export async function closeAlbum(first: MessageId, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  const { albums = [], held } = scene.lane;
  const others = albums.filter(({ messages }) => messages[0] !== first);
  const album = albums.find(({ messages }) => messages[0] === first);
  const next = album && held.includes(first) ? [...others, { ...album, open: false }] : others;
  changeLane(scene, { albums: next });
  const record = await scene.draft.get('message', first);
  const conversation = record && (await scene.draft.get('conversation', record.conversation));
  return offerWhatIsHeld(conversation, scene, options);
}
