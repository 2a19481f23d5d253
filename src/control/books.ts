import type { ConnectionBook } from '../engine/connection-book.ts';
import type { FlowBook } from '../engine/flow-book.ts';
import type { InstallationBook } from '../engine/installation-book.ts';
import type { TemplateBook } from '../engine/template-book.ts';
import type { TesterBook } from '../inbox/testers/tester-book.ts';
import type { MediaLinks } from '../store/media/media-link.ts';
import type { MediaStore } from '../store/media/media-store.ts';
import type { PeopleDesk } from './people.ts';
import type { SecretKey } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';
import type { WatchedStore } from '../store/watch-commits.ts';

/** Everything of an installation that is kept, opened: this process alone works on it. */
export type Books = {
  folder: string;
  store: Store;
  /** Tells of what is committed. */
  listen: WatchedStore['listen'];
  connections: ConnectionBook;
  flows: FlowBook;
  installation: InstallationBook;
  /** The approved messages that providers have for connections. */
  templates: TemplateBook;
  /** Who gets the drafts of flows on the real channels. */
  testers: TesterBook;
  /** Who signs in. */
  people: PeopleDesk;
  /** Random name of this installation: keys of two installations on one org never collide. */
  name: string;
  /** The first one seals; all of them open. */
  keys: readonly [SecretKey, ...SecretKey[]];
  /** Files of messages, and the links under which they are served. */
  media: MediaStore;
  links: MediaLinks;
};
