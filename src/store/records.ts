import type {
  ContactRecord,
  AddressRecord,
  LinkRecord,
  ConsentRecord,
  ChangeRecord,
  MergeRecord,
} from './records/people.ts';
import type {
  SeenRecord,
  LaneRecord,
  ConversationRecord,
  NoteRecord,
  MessageRecord,
  MediaUseRecord,
} from './records/conversations.ts';
import type {
  RunRecord,
  JournalRecord,
  EffectRecord,
  TimerRecord,
  ResumeRecord,
  ValueRecord,
  StuckRecord,
} from './records/runs.ts';
import type {
  FlowRecord,
  DraftRecord,
  ConnectionRecord,
  MemoryRecord,
  AlertRecord,
  SettingRecord,
} from './records/installation.ts';

export type * from './records/people.ts';
export type * from './records/conversations.ts';
export type * from './records/runs.ts';
export type * from './records/installation.ts';

/** Every kind of record by name. */
export type Records = {
  seen: SeenRecord;
  lane: LaneRecord;
  contact: ContactRecord;
  address: AddressRecord;
  conversation: ConversationRecord;
  message: MessageRecord;
  run: RunRecord;
  journal: JournalRecord;
  effect: EffectRecord;
  flow: FlowRecord;
  connection: ConnectionRecord;
  memory: MemoryRecord;
  setting: SettingRecord;
  stuck: StuckRecord;
  link: LinkRecord;
  consent: ConsentRecord;
  change: ChangeRecord;
  merge: MergeRecord;
  note: NoteRecord;
  value: ValueRecord;
  draft: DraftRecord;
  timer: TimerRecord;
  resume: ResumeRecord;
  mediaUse: MediaUseRecord;
  alert: AlertRecord;
};

/** The name of a kind of record. */
export type Kind = keyof Records;
