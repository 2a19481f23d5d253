import type { ConnectionId, FlowId } from '../../base/ids.ts';
import { isObject } from '../../base/json.ts';
import type { Address } from '../../message/address.ts';
import type { SettingRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { WatchedStore } from '../../store/watch-commits.ts';

/** Somebody who gets the draft of a flow where everybody else gets what is published. */
export type Tester = {
  flow: FlowId;
  /** Names them among the test users of the flow. */
  id: string;
  address: Address;
  /** The connection that they write on; unset: any, which only a phone number or an e-mail address can be known on. */
  connection?: ConnectionId;
  at: number;
  by: string;
};

/** How a flow is tried by test users. */
export type TestSetting = {
  /** Calls of outside systems are tried there, and leave nothing behind. */
  dry?: true;
};

/** Who the test users of each flow are, in memory and on disk. */
export type TesterBook = {
  /** The test users of a flow, the oldest first. */
  of(flow: FlowId): readonly Tester[];
  /** The flows that somebody with these addresses tries, writing on a connection. */
  flowsFor(addresses: readonly Address[], connection: ConnectionId): readonly FlowId[];
  setting(flow: FlowId): TestSetting;
  /** True where somebody has guessed codes too often lately to be heard; `guess` counts one that was none. */
  isGuessing(who: string, at: number): boolean;
  guess(who: string, at: number): void;
};

/** Under what test users are kept, by flow and id. */
export const TESTERS = { from: 'tester/', before: 'tester0' } as const;
/** Under what it is kept how a flow is tried. */
const SETTINGS = { from: 'testing/', before: 'testing0' } as const;

/** The record that keeps a test user. */
export function testerRecord({ flow, id, ...rest }: Tester): SettingRecord {
  return { key: testerKey(flow, id), value: rest };
}

/** Where a test user is kept. */
export function testerKey(flow: FlowId, id: string): string {
  return `${TESTERS.from}${flow}/${id}`;
}

/** The record that keeps how a flow is tried. */
export function testSettingRecord(flow: FlowId, setting: TestSetting): SettingRecord {
  return { key: SETTINGS.from + flow, value: setting };
}

/** The test user that a record keeps; undefined for any other record. */
export function readTester({ key, value }: SettingRecord): Tester | undefined {
  if (!key.startsWith(TESTERS.from) || !isObject(value)) return undefined;
  const [, flow = '', id = ''] = key.split('/');
  return { flow, id, ...value } as unknown as Tester;
}

/** True for somebody who has one of these addresses, and writes where they are awaited. */
export function isTester({ address, connection }: Tester, addresses: readonly Address[], on?: ConnectionId): boolean {
  if (connection !== undefined && on !== undefined && connection !== on) return false;
  return addresses.some(({ kind, value }) => kind === address.kind && value === address.value);
}

/** Loads who test users are, and hears of every change: in the commit of a lane, or of an author. */
export async function openTesterBook(store: Pick<Store, 'list'>, listen: WatchedStore['listen']): Promise<TesterBook> {
  const testers = new Map<string, Tester>();
  const settings = new Map<string, TestSetting>();
  const guesses = createGuesses();
  const keep = (record: SettingRecord): void => {
    const tester = readTester(record);
    if (tester) testers.set(record.key, tester);
    else if (record.key.startsWith(SETTINGS.from) && isObject(record.value)) settings.set(record.key, record.value);
  };
  listen((writes) => {
    for (const write of writes) {
      if (write.kind !== 'setting') continue;
      if (write.op !== 'delete') keep(write.record);
      else if (!testers.delete(write.key)) settings.delete(write.key);
    }
  });
  for (const span of [TESTERS, SETTINGS])
    for (const record of await store.list('setting', { ...span, limit: 100_000 })) keep(record);
  return {
    of: (flow) =>
      [...testers.values()].filter((tester) => tester.flow === flow).sort((left, right) => left.at - right.at),
    flowsFor(addresses, connection) {
      if (testers.size === 0) return [];
      const mine = [...testers.values()].filter((tester) => isTester(tester, addresses, connection));
      return [...new Set(mine.map(({ flow }) => flow))];
    },
    setting: (flow) => settings.get(SETTINGS.from + flow) ?? {},
    ...guesses,
  };
}

const GUESS_MS = 900_000;
/** Wrong codes within the time, of one person and of all: a code has four digits. */
const MOST_GUESSES = 5;
const MOST_OF_ALL = 50;

function createGuesses(): Pick<TesterBook, 'isGuessing' | 'guess'> {
  let made: { who: string; at: number }[] = [];
  return {
    isGuessing(who, at) {
      made = made.filter((guess) => guess.at > at - GUESS_MS);
      return made.length >= MOST_OF_ALL || made.filter((guess) => guess.who === who).length >= MOST_GUESSES;
    },
    guess: (who, at) => void made.push({ who, at }),
  };
}
