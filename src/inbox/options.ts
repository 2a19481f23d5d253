import type { ConnectionId, RunId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { FlowBook } from '../engine/flow-book.ts';
import type { Party } from '../engine/host.ts';
import type { Scene } from '../engine/router.ts';
import type { Calendar } from '../flow/calendar/calendar.ts';
import type { Flow } from '../flow/flow.ts';
import type { Types } from '../flow/step-type.ts';
import type { EffectRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { OwnOperation } from './operations/operation.ts';
import type { TesterBook } from './testers/tester-book.ts';

/** What a flow names of the installation: only that goes into its events. */
export type Named = { calendars: readonly string[]; settings: readonly string[]; resumeUrl: boolean };

/** A record of an outside system that an operation has made or found, or that stands for the person no more. */
export type FoundRecord = { object: string; record: string; how: 'created' | 'matched' | 'gone'; url?: string };

/** Finds whom an address means, on a channel connection; `country` is where phone numbers without a prefix belong. */
export type FindRecipient = (connection: ConnectionId, address: string, country: string) => Party | undefined;

/** What routing needs to know. Everything but flows and step types may be left out where it is not used. */
export type RouterOptions = {
  flows: Pick<FlowBook, 'current' | 'version'> & Partial<Pick<FlowBook, 'trial' | 'freeze'>>;
  /** Who gets drafts, and how many errors keep a draft from answering; nobody gets one where it is left out. */
  testers?: { book: TesterBook; errorsIn(draft: Flow): number };
  types: Types;
  /** Our own operations by name. */
  operations?: Readonly<Record<string, OwnOperation>>;
  namesOf?(flow: Flow): Named;
  calendar?(name: string): Calendar | undefined;
  setting?(name: string): JsonObject[string];
  /** The address at which a call from outside takes up a waiting run. */
  resumeUrl?(run: RunId): string;
  /** True where a channel has files that must be fetched before they expire. */
  fetches?(channel: string): boolean;
  /** Records that an operation of a connector has made or found. */
  recordsOf?(effect: EffectRecord): readonly FoundRecord[];
  /** The connection through which staff are told things; undefined where there is none. */
  staff?(): ConnectionId | undefined;
  /** How long the flows stay silent after staff wrote in the provider's own app; 12 hours unless told. */
  staffSilenceMs?: number;
  /** Forgets what was said on a lane. */
  erase?(scene: Scene, by: string): Promise<void>;
  /** The channel behind a connection; undefined where there is none of that name. */
  channelOf?(connection: ConnectionId): string | undefined;
  /** Whom an address means that somebody wrote; undefined where it means nobody on that connection. */
  recipient?: FindRecipient;
  /** Where messages, links and conversations are found; absent where nothing is looked for among many. */
  messages?: Pick<Store, 'list'>;
  random?(bytes: number): string;
  digest?(text: string): string;
  /** Cron: the next time after a moment; undefined when there is none. */
  nextTime?(cron: string, timeZone: string, after: number): number | undefined;
};
