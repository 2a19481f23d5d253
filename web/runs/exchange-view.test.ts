import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { piecesOf, viewBody, viewExchange } from './exchange-view.ts';

const EXCHANGE = {
  at: 1000,
  ms: 20,
  method: 'POST',
  url: 'https://org.example/services/data/v67.0/sobjects/Lead?token=[redacted]&x=1',
  request: '{"LastName":"Rossi"}',
  status: 400,
  response: '[{"errorCode":"INVALID_FIELD"}]',
};

describe('an exchange', () => {
  it('is shown with its host apart, JSON in lines, and masked places marked', () => {
    const view = viewExchange(EXCHANGE);
    assert.deepEqual([view.host, view.outcome], ['https://org.example', 'refused']);
    assert.deepEqual(view.path, [
      { text: '/services/data/v67.0/sobjects/Lead?token=', isMasked: false },
      { text: '[redacted]', isMasked: true },
      { text: '&x=1', isMasked: false },
    ]);
    assert.deepEqual(view.request, {
      form: 'json',
      pieces: [{ text: '{\n  "LastName": "Rossi"\n}', isMasked: false }],
      isCut: false,
    });
  });

  it('without an answer says so, and has no body to show', () => {
    const { response: _response, request: _request, ...bare } = EXCHANGE;
    const view = viewExchange({ ...bare, status: 0, url: 'odd' });
    assert.deepEqual([view.outcome, view.response, view.host], ['none', undefined, '']);
    assert.equal(viewExchange({ ...EXCHANGE, status: 204, response: '' }).outcome, 'good');
  });
});

describe('a body', () => {
  it('that is no JSON stays as it came, and one that was cut says so', () => {
    assert.deepEqual(viewBody('grant_type=code&secret=***'), {
      form: 'text',
      pieces: [
        { text: 'grant_type=code&secret=', isMasked: false },
        { text: '***', isMasked: true },
      ],
      isCut: false,
    });
    assert.equal(viewBody('{"a": "bcd…').isCut, true);
    assert.equal(viewBody('12').form, 'text');
  });

  it('cut at its masks is whole when put together again', () => {
    for (const text of ['', 'a', '[redacted]', 'a [redacted] b ***** c', '%5Bredacted%5D'])
      assert.equal(
        piecesOf(text)
          .map((piece) => piece.text)
          .join(''),
        text,
      );
  });
});
