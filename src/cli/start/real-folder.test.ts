import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import type { OpenConnection } from '../../engine/connection-book.ts';
import { RealFolderError, refuseRealFolder, warnOfPretendPeople } from './real-folder.ts';

const connection = (key: string, simulator: boolean) =>
  ({ key: id.connection(key), kind: 'channel', type: 'whatsapp', config: {}, simulator }) as const;
const folderOf = (known: Readonly<Record<string, { simulator?: true }>>) => ({
  folder: '/srv/rondine',
  book: { get: (key: string) => (known[key] ? ({ record: known[key] } as unknown as OpenConnection) : undefined) },
});

test('simulators do not take the place of connections that worked with real providers', () => {
  const connections = [connection('whatsapp', true), connection('sms', true), connection('mail', false)];
  assert.throws(
    () => refuseRealFolder({ connections }, folderOf({ whatsapp: {}, mail: {} })),
    (error) => error instanceof RealFolderError && /place of "whatsapp" here: \/srv\/rondine/.test(error.message),
  );
  refuseRealFolder({ connections }, folderOf({ whatsapp: { simulator: true }, mail: {} }));
  refuseRealFolder({ connections }, folderOf({}));
});

test('connections that become real are told of, where pretend people may still wait', () => {
  const connections = [connection('whatsapp', false), connection('sms', true), connection('mail', false)];
  const told = warnOfPretendPeople(
    { connections },
    folderOf({ whatsapp: { simulator: true }, sms: { simulator: true }, mail: {} }),
  );
  assert.equal(told.length, 1);
  assert.match(
    told[0] ?? '',
    /^"whatsapp" had simulators behind them in \/srv\/rondine and are real now[^]*RONDINE_DATA/,
  );
  assert.deepEqual(warnOfPretendPeople({ connections }, folderOf({ mail: {} })), []);
});
