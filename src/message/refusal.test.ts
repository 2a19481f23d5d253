import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalNow, type Standing } from './refusal.ts';

const DAY = 86_400_000;
const codeAt = (at: number, standing: Partial<Standing>): string | undefined =>
  refusalNow({ purpose: 'service', given: false, lastInboundAt: 0, ...standing }, at)?.providerCode;

test('marketing needs a consent, everything else goes out until it is forbidden', () => {
  assert.equal(codeAt(0, { purpose: 'marketing' }), 'no_consent');
  assert.equal(codeAt(0, { purpose: 'marketing', given: true }), undefined);
  assert.equal(codeAt(0, {}), undefined);
  assert.equal(codeAt(0, { purpose: 'authentication' }), undefined);
});

test('who forbade messages is answered for a day after writing again, and gets no marketing', () => {
  const forbidden = { at: 1000, how: 'wrote STOP', byMessage: true };
  assert.equal(codeAt(1000, { forbidden, lastInboundAt: 1000 }), 'no_consent');
  assert.equal(codeAt(2000, { forbidden, lastInboundAt: 1001 }), undefined);
  assert.equal(codeAt(1001 + DAY, { forbidden, lastInboundAt: 1001 }), 'no_consent');
  assert.equal(codeAt(2000, { purpose: 'marketing', given: true, forbidden, lastInboundAt: 1001 }), 'no_consent');
});

test('what was forbidden elsewhere is taken back by a message of the same moment', () => {
  const forbidden = { at: 1000, how: 'said by staff', byMessage: false };
  assert.equal(codeAt(1000, { forbidden, lastInboundAt: 1000 }), undefined);
  assert.equal(codeAt(1000, { forbidden, lastInboundAt: 999 }), 'no_consent');
});
