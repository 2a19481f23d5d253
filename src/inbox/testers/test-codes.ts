import type { FlowId } from '../../base/ids.ts';
import { isObject } from '../../base/json.ts';
import type { ValueRecord } from '../../store/records.ts';

/** A code by which somebody becomes a test user by writing it. */
export type TestCode = { code: string; flow: FlowId; by: string; until: number };

/** How long a code holds. */
export const CODE_LIFE_MS = 900_000;

/** What is written before the code. */
export const TEST_WORD = 'TEST';

const PREFIX = '#test-code/';

/** Under what codes are kept: no store of a flow has such a name. */
export const CODES = { from: PREFIX, before: '#test-code0' } as const;

/** Where a code is kept. */
export const codeKey = (code: string): string => PREFIX + code;

/** The record that keeps a code until its time is over, or it is used. */
export function codeRecord({ code, until, ...rest }: TestCode, at: number): ValueRecord {
  return { key: codeKey(code), value: rest, until, at };
}

/** The code that a record keeps; undefined for one whose time is over. */
export function readCode({ key, value, until = 0 }: ValueRecord, at: number): TestCode | undefined {
  if (until <= at || !isObject(value)) return undefined;
  return { code: key.slice(PREFIX.length), until, ...value } as unknown as TestCode;
}

/** What a message about testing says: a code, or that the test user begins anew. */
export type TestWord = { code: string } | 'again';

/** Reads `TEST 4821` and `TEST RESET`; undefined for anything else. Case, and marks around it, do not matter. */
export function testWordOf(text: string): TestWord | undefined {
  const [, said] = /^[\s.,!"'«»“”‘’]*test[\s_-]+(\d{4}|reset)[\s.,!"'«»“”‘’]*$/i.exec(text.slice(0, 60)) ?? [];
  if (said === undefined) return undefined;
  return /^\d/.test(said) ? { code: said } : 'again';
}
