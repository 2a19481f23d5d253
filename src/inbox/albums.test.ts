import assert from 'node:assert/strict';
import type { MessageEvent } from '../message/channel-event.ts';
import { ask, end, flowOf, says, scenario, send, step, type InboxWorld } from './testing/inbox-world.ts';

const picture = (album: string, caption?: string, more: Partial<MessageEvent> = {}): MessageEvent =>
  says('', {
    content: { kind: 'media', media: 'image', url: `https://x.example/${album}`, ...(caption ? { caption } : {}) },
    album,
    ...more,
  });

const tell = flowOf('tell', { tell: send('{{ message.parts.size }} {{ message.text }}', 'end'), end });
const reply = (saveAs: string, next: string) =>
  step('waitReply', { saveAs, timeout: 'PT1H' }, { replied: next, timeout: 'end', undelivered: 'end' });
const question = flowOf('question', { photo: reply('photo', 'more'), more: reply('more', 'end'), end });

scenario('the pictures of an album start one flow, once nothing more has come for a second', [tell], async (scene) => {
  await scene.take(picture('a', 'Casa'), picture('a'));
  await scene.world.clock.advance(900);
  await scene.take(picture('a', 'Giardino'));
  await scene.world.clock.advance(900);
  assert.deepEqual(await scene.sent(), []);
  await scene.world.clock.advance(200);
  assert.deepEqual(await scene.sent(), ['3 Casa\nGiardino']);
  const [run, ...others] = await scene.all();
  assert.deepEqual([run?.message?.merged, others.length], [3, 0]);
});

scenario('an album is one answer, and what follows it is the next', [question], async (scene) => {
  await scene.take(says('Ciao'));
  await scene.take(picture('a', 'Casa'), picture('a'), says('Ecco'));
  const before = (await scene.all())[0]?.wait.id;
  await scene.world.clock.advance(1000);
  const [run] = await scene.all();
  assert.notEqual(run?.wait.id, before);
  assert.deepEqual([run?.status, run?.vars['photo'], run?.vars['more']], ['completed', 'Casa', 'Ecco']);
});

/** What went out, in the order of its going. */
const texts = ({ world }: InboxWorld): string[] =>
  world.attempts.flatMap(({ request }) =>
    request.kind === 'send' && request.content.kind === 'text' ? [request.content.text] : [],
  );

scenario('two albums are two turns, in their order, and a text between does not overtake', [tell], async (scene) => {
  await scene.take(picture('a', 'uno'), picture('b', 'due'), picture('a'), says('tre'));
  await scene.world.clock.advance(1000);
  assert.deepEqual(texts(scene), ['2 uno', ' due', ' tre']);
});

scenario(
  'an album waits for the file of each of its pictures',
  [tell],
  async ({ take, world, sent }) => {
    let done = (): void => undefined;
    world.perform.attempt = (effect) =>
      effect.request.kind === 'fetch'
        ? new Promise((resolve) => {
            const former = done;
            done = () => (former(), resolve({}));
          })
        : Promise.resolve({ id: 'sent.1' });
    const file = { kind: 'media', media: 'image', file: { id: 'f', mime: 'image/png' }, caption: 'Casa' } as const;
    await take(says('', { content: file, album: 'a' }), picture('a'));
    await world.clock.advance(2000);
    assert.deepEqual(await sent(), []);
    done();
    await world.clock.advance(0);
    assert.deepEqual(await sent(), ['2 Casa']);
  },
  { fetches: () => true },
);

const piece = (number: number, text: string): MessageEvent =>
  says(text, { album: 'long', piece: { number, total: 3 } });

scenario('the pieces of a long text are that text, whatever order they come in', [tell], async (scene) => {
  await scene.take(piece(2, 'mi avete det'), piece(3, 'to ieri.'));
  await scene.world.clock.advance(5000);
  assert.deepEqual(await scene.sent(), []);
  await scene.take(piece(1, 'Come '));
  await scene.world.clock.advance(0);
  assert.deepEqual(await scene.sent(), [' Come mi avete detto ieri.']);
  const [run, ...others] = await scene.all();
  assert.deepEqual(run?.message?.content, { kind: 'text', text: 'Come mi avete detto ieri.' });
  assert.deepEqual([run.message.merged, others.length], [undefined, 0]);
});

scenario('what is there of a text goes on its way when a piece never comes', [tell], async (scene) => {
  await scene.take(piece(1, 'Come '), piece(3, 'to ieri.'));
  await scene.world.clock.advance(14_900);
  assert.deepEqual(await scene.sent(), []);
  await scene.world.clock.advance(200);
  assert.deepEqual(await scene.sent(), [' Come to ieri.']);
});

const gathering = flowOf(
  'gathering',
  { tell: send('{{ message.merged }}', 'end'), end },
  {
    triggers: [{ type: 'message', quiet: 'PT5S' }],
  },
);

scenario('a flow that gathers a burst takes the pictures of an album as they come', [gathering], async (scene) => {
  await scene.take(says('Ciao'), picture('a'), picture('a'));
  await scene.world.clock.advance(6000);
  assert.deepEqual(await scene.sent(), ['3']);
});

const opens = (payload?: string): MessageEvent =>
  says('', { content: { kind: 'opened', how: 'follow', ...(payload ? { payload } : {}) } });
const welcome = flowOf(
  'welcome',
  { hi: send('Benvenuto {{ contact.attribution.last.payload }}', 'end'), end },
  {
    triggers: [{ type: 'message', opened: true, keywords: ['promo'] }],
  },
);
const talk = flowOf(
  'talk',
  { ask: ask('Sì?', 'answer', 'end'), end },
  { triggers: [{ type: 'message', opened: false, priority: 1 }] },
);

scenario(
  'opening the chat by a link starts the flow of its payload, and tells what brought the person',
  [welcome, talk],
  async (scene) => {
    await scene.take(opens());
    assert.deepEqual(await scene.sent(), []);
    await scene.take(opens('promo'));
    assert.deepEqual(await scene.sent(), ['Benvenuto promo']);
  },
);

scenario(
  'opening the chat answers no question, and opens no reply window by itself',
  [talk, flowOf('any', { note: step('set', { values: { x: 1 } }, { done: 'end' }), end })],
  async (scene) => {
    await scene.take(opens());
    const [before] = await scene.world.store.list('conversation');
    assert.equal(before?.lastInboundAt, 0);
    await scene.take(says('Ciao'));
    await scene.take(opens());
    const run = (await scene.all()).find(({ flow }) => flow.id === 'talk');
    assert.deepEqual([run?.status, run?.wait.for], ['active', 'reply']);
    const [after] = await scene.world.store.list('conversation');
    assert.ok((after?.lastInboundAt ?? 0) > 0);
  },
);
