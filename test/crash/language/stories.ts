import { isDeepStrictEqual } from 'node:util';
import { callUntil, type Answered } from './callers.ts';
import { TEXTS } from './flows.ts';
import { priceOf } from './shop.ts';
import { enter, specOf, type Person, type Stage } from './stage.ts';
import { CALLER_SECRET } from './world.ts';

/** What happens in one conversation; it throws an error for what must not be. */
type Story = {
  /** False where the person's number has to be known. */
  mayHide: boolean;
  play(person: Person, index: number, stage: Stage): Promise<void>;
};

/** The name that the person of an index gives. */
export const nameOf = (index: number): string => `Rossi-${String(index).padStart(6, '0')}`;

const order = (kind: string, count: number, word?: string): Story => ({
  mayHide: true,
  async play(person, index) {
    person.say(`order ${kind} ${count}`);
    await person.hear(TEXTS.name);
    await person.think();
    person.say(nameOf(index));
    if (word !== undefined) await person.hear(word);
    if (kind === 'parcel') await person.hear(new RegExp(`^(${TEXTS.parcel}|${TEXTS.noParcel})$`));
    await person.hear(new RegExp(`^Thank you ${nameOf(index)}: `));
  },
});

/** Everything is said before anything is asked. */
const early: Story = {
  mayHide: true,
  async play(person, index) {
    person.say('order plain 2');
    person.say(nameOf(index));
    await person.hear(new RegExp(`^Thank you ${nameOf(index)}: `));
  },
};

const visit: Story = {
  mayHide: true,
  async play(person) {
    person.say('An agent, please');
    await person.hear(TEXTS.topic);
    await person.think();
    person.say('My order');
    await person.hear(TEXTS.fine);
    await person.think();
    person.say('Yes');
    await person.hear(TEXTS.bye);
  },
};

const payment: Story = {
  mayHide: true,
  async play(person) {
    person.say('I want to pay');
    await person.hear(/^Paid \d+\.$/);
    await person.hear(/^Receipt \d+\.$/);
  },
};

const booking: Story = {
  mayHide: true,
  async play(person) {
    person.say('book a table');
    await person.hear(TEXTS.day);
    await person.think();
    person.say('Monday');
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(priceOf);
    await person.hear(`On Monday: ${a}, ${b}, ${c}; ${d}.`);
  },
};

/** Where the parts of a burst come apart, for a kill lies between them, each is still heard once and in order. */
const burst: Story = {
  mayHide: true,
  async play(person) {
    const said = ['hello one', 'hello two', 'hello three'];
    person.sayTogether(said);
    const heard: string[] = [];
    while (heard.length < said.length) {
      const text = await person.hear(/^Heard /);
      heard.push(...text.slice('Heard '.length).split('\n'));
    }
    if (!isDeepStrictEqual(heard, said)) throw new Error(`${JSON.stringify(heard)} was heard of the burst`);
  },
};

const later: Story = {
  mayHide: true,
  async play(person) {
    person.say('later 1');
    await person.think();
    person.say('later 2');
    await person.hear('How many, later 2?');
    await person.think();
    person.say('some');
    await person.hear(TEXTS.number);
    person.say('7');
    await person.hear('You said 7.');
  },
};

const tell: Story = {
  mayHide: true,
  async play(person) {
    person.say('tell me');
    person.say('tell me!');
    await person.hear(TEXTS.told);
  },
};

/** A message that does not arrive is noticed; where it was sent twice, the second one did and is answered. */
const news: Story = {
  mayHide: false,
  async play(person, _index, { world }) {
    if (person.number !== undefined) world.loseNextTo(person.number);
    person.say('news?');
    const heard = await person.hear(new RegExp(`^(${TEXTS.news}|${TEXTS.again})$`));
    if (heard === TEXTS.again) return;
    await person.think();
    person.say('Thanks');
    await person.hear(TEXTS.again);
  },
};

/** One flow is broken off by another, and another by a word of its own. */
const urgent: Story = {
  mayHide: true,
  async play(person) {
    person.say('order plain 1');
    await person.hear(TEXTS.name);
    person.say('This is urgent');
    await person.hear(TEXTS.urgent);
    await person.think();
    person.say('order plain 1');
    await person.hear(TEXTS.name);
    person.say('Stop!');
    await person.hear(TEXTS.stopped);
  },
};

const CALLED_AGAIN = 0.3;

/** A shop calls, more than once; the person is asked once. */
const notice: Story = {
  mayHide: false,
  async play(person, index, stage) {
    person.say('subscribe');
    await person.hear(TEXTS.subscribed);
    const body = { phone: `+${person.number}`, number: index };
    const call = { path: '/webhooks/chaos-notice', key: `notice ${index}`, secret: CALLER_SECRET, body };
    await callTwice(stage, call, (status) => status === 202);
    await person.hear(`Parcel ${index} came. ${TEXTS.got}`);
    person.say('Yes');
    await person.hear(TEXTS.noted);
  },
};

/** Nobody but a caller, who waits for the answer; the same call is answered the same. */
const quote: Story = {
  mayHide: false,
  async play(_person, index, stage) {
    const body = { article: `article-${index}`, customer: `customer-${index % 50}` };
    const call = { path: '/webhooks/chaos-quote', key: `quote ${index}`, body };
    const answers = await callTwice(stage, call, (status) => status === 201);
    const price = priceOf(body.article);
    const wrong = answers.find((each) => (each.body as { price?: unknown }).price !== price);
    if (wrong) throw new Error(`answered ${JSON.stringify(wrong)}, and the price is ${price}`);
  },
};

/** Calls at once or one after the other, twice now and then; equal calls must be answered equally. */
async function callTwice(
  stage: Stage,
  call: Parameters<typeof callUntil>[1],
  isTaken: (status: number) => boolean,
): Promise<Answered[]> {
  const together = stage.random() < CALLED_AGAIN;
  const first = callUntil(stage, call, isTaken);
  const answers = [first, ...(together ? [callUntil(stage, call, isTaken)] : [])];
  await first;
  if (stage.random() < CALLED_AGAIN) answers.push(callUntil(stage, call, isTaken));
  const got = (await Promise.all(answers)).filter((each) => each !== undefined);
  if (got.length === 0) throw new Error(`${call.key} was not answered in time`);
  const runs = new Set(got.map(({ body }) => JSON.stringify((body as { run?: unknown }).run)));
  if (runs.size > 1) throw new Error(`${call.key} was answered by several runs: ${[...runs].join(', ')}`);
  // Each life of the server listens elsewhere, and says so.
  const texts = new Set(got.map(({ body }) => JSON.stringify({ ...(body as object), url: undefined })));
  if (texts.size > 1) throw new Error(`${call.key} was answered differently: ${[...texts].join(', ')}`);
  return got;
}

const STORIES = {
  plain: order('plain', 2),
  parcel: order('parcel', 1),
  early,
  visit,
  parcels: order('parcel', 2),
  payment,
  booking,
  burst,
  refused: order('refused', 1, TEXTS.refused),
  later,
  tell,
  news,
  urgent,
  notice,
  quote,
} satisfies Readonly<Record<string, Story>>;

export type StoryName = keyof typeof STORIES;
const NAMES = Object.keys(STORIES) as StoryName[];

/** Which story the conversation of an index is. */
export const storyOf = (index: number): StoryName => NAMES[index % NAMES.length] ?? 'plain';

/** Who is in it. */
export const personOf = (index: number) => specOf(index, STORIES[storyOf(index)].mayHide);

/** Stories being played. */
export type Play = {
  /** Indexes of the stories that came to their end. */
  done: Set<number>;
  /** What went wrong, by index. */
  failed: Map<number, string>;
};

/** Plays stories, so many at once; the promise is settled when nobody plays any more. */
export function playStories(stage: Stage, count: number, inFlight: number): Play & { over: Promise<unknown> } {
  const play: Play = { done: new Set(), failed: new Map() };
  let next = 0;
  const slot = async (): Promise<void> => {
    for (let index = next++; index < count && !stage.stopped; index = next++) {
      const person = enter(stage, personOf(index));
      try {
        await STORIES[storyOf(index)].play(person, index, stage);
        play.done.add(index);
      } catch (error) {
        play.failed.set(index, error instanceof Error ? error.message : String(error));
      }
      person.leave();
    }
  };
  return { ...play, over: Promise.all(Array.from({ length: inFlight }, slot)) };
}
