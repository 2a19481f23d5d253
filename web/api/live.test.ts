import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Change } from '../../src/server/live.ts';
import { createLiveStream, eventsUrl, isAbout, type LiveStream } from './live.ts';

/** A stream that says what the test wants. */
class Source extends EventTarget {
  readonly CLOSED = 2;
  readyState = 1;
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
  }
  close(): void {
    this.readyState = 2;
  }
  say(type: string, lastEventId = '', data: unknown = {}): void {
    this.dispatchEvent(new MessageEvent(type, { lastEventId, data: JSON.stringify(data) }));
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
let opened: Source[];
let told: Change[];
let resets: number;
let stream: LiveStream;

beforeEach(() => {
  opened = [];
  told = [];
  resets = 0;
  stream = createLiveStream({
    open: (url) => {
      const source = new Source(url);
      opened.push(source);
      return source as unknown as EventSource;
    },
    changed: (change) => told.push(change),
    reset: () => (resets += 1),
  });
});

describe('the stream of a tab', () => {
  it('is one for all that its pages follow, opened in the turn after', async () => {
    stream.follow(['runs', 'flows'], () => undefined);
    stream.follow(['flows'], () => undefined);
    assert.equal(opened.length, 0);
    await turn();
    assert.deepEqual(
      opened.map(({ url }) => url),
      ['/api/v1/events?topics=flows%2Cruns'],
    );
  });

  it('goes on after the last event when other topics are followed', async () => {
    stream.follow(['flows'], () => undefined);
    await turn();
    opened[0]?.say('change', 'a-7', { topic: 'flows', key: 'x' });
    stream.follow(['run:42'], () => undefined);
    await turn();
    assert.equal(opened[0]?.readyState, 2);
    assert.equal(opened[1]?.url, '/api/v1/events?topics=flows%2Crun%3A42&after=a-7');
  });

  it('stays as it is where a page goes and another that follows the same comes', async () => {
    const leave = stream.follow(['flows'], () => undefined);
    await turn();
    leave();
    stream.follow(['flows'], () => undefined);
    await turn();
    assert.equal(opened.length, 1);
  });

  it('closes with the last page', async () => {
    const leave = stream.follow(['flows'], () => undefined);
    await turn();
    leave();
    await turn();
    assert.equal(opened[0]?.readyState, 2);
    assert.equal(opened.length, 1);
  });

  it('tells changes to all, and to whoever follows them', async () => {
    const own: string[] = [];
    stream.follow(['run:42'], ({ key }) => own.push(key));
    stream.follow(['flows'], () => undefined);
    await turn();
    opened[0]?.say('change', 'a-1', { topic: 'runs', key: '42' });
    opened[0]?.say('change', 'a-2', { topic: 'flows', key: 'f' });
    assert.deepEqual(own, ['42']);
    assert.equal(told.length, 2);
  });

  it('has everything read again where it is not known what was missed', async () => {
    stream.follow(['flows'], () => undefined);
    await turn();
    opened[0]?.say('reset', 'b-1');
    assert.equal(resets, 1);
    assert.equal(stream.state(), 'live');
  });

  it('says when it is live and when it is lost', async () => {
    const states: string[] = [];
    stream.subscribe(() => states.push(stream.state()));
    stream.follow(['flows'], () => undefined);
    await turn();
    opened[0]?.say('ready', 'a-0');
    opened[0]?.say('error');
    opened[0]?.say('ready', 'a-0');
    assert.deepEqual(states, ['live', 'lost', 'live']);
  });
});

describe('what a change is about', () => {
  it('is a topic, or one run with what it does', () => {
    assert.equal(isAbout('flows', { topic: 'flows', key: 'x' }), true);
    assert.equal(isAbout('flows', { topic: 'runs', key: 'x' }), false);
    assert.equal(isAbout('run:x', { topic: 'effects', key: 'x' }), true);
    assert.equal(isAbout('run:x', { topic: 'runs', key: '*' }), true);
    assert.equal(isAbout('run:x', { topic: 'runs', key: 'y' }), false);
  });
  it('is asked for with the last event seen', () => {
    assert.equal(eventsUrl('runs', undefined), '/api/v1/events?topics=runs');
  });
});
