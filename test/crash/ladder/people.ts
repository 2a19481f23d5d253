import { setTimeout as pause } from 'node:timers/promises';
import { identify } from '../../../src/simulator/phone/customers.ts';
import { receive } from '../../../src/simulator/phone/receive.ts';
import { TEXTS, thanksFor, type Plan } from './plan.ts';
import { PLACES, type Place, type World } from './world.ts';

/** People being played. */
export type Play = {
  /** Indexes of the conversations that came to their end. */
  done: Set<number>;
};

export type Crowd = { world: World; plans: readonly Plan[]; inFlight: number; random(): number };

const LONGEST_THOUGHT_MS = 250;

/** Plays every plan, so many at once, and notes which came to their end. Nobody loses patience. */
export function playPeople({ world, plans, inFlight, random }: Crowd): Play {
  const done = new Set<number>();
  const rest = [...plans];
  const slot = async (): Promise<void> => {
    for (let plan = rest.shift(); plan; plan = rest.shift()) {
      await playOne(enter(world, plan.number), plan, random);
      done.add(plan.index);
    }
  };
  for (let count = 0; count < inFlight; count++) void slot();
  return { done };
}

async function playOne(person: Person, plan: Plan, random: () => number): Promise<void> {
  person.say('whatsapp', TEXTS.opening);
  await person.hear(TEXTS.question);
  await pause(random() * LONGEST_THOUGHT_MS, undefined, { ref: false });
  person.say(plan.byText && person.has('sms', TEXTS.rungs[1]) ? 'sms' : 'whatsapp', plan.answer);
  await person.hear(thanksFor(plan));
  person.leave();
}

/** Somebody with a phone for WhatsApp and for text messages. */
type Person = {
  say(place: Place, text: string): void;
  /** Resolves once these words have come, wherever. */
  hear(text: string): Promise<void>;
  has(place: Place, text: string): boolean;
  leave(): void;
};

function enter({ phones }: World, number: string): Person {
  const heard: { place: Place; text: string }[] = [];
  let look = (): void => undefined;
  const stops = PLACES.map((place) =>
    phones[place].watchCustomer(identify(phones[place], { number }).key, ({ text }) => {
      heard.push({ place, text });
      look();
    }),
  );
  return {
    say(place, text) {
      receive(phones[place], [{ customer: identify(phones[place], { number }), deed: { text } }]);
    },
    hear: (wanted) =>
      new Promise((resolve) => {
        look = () => {
          if (heard.some(({ text }) => text === wanted)) resolve();
        };
        look();
      }),
    has: (place, wanted) => heard.some((each) => each.place === place && each.text === wanted),
    leave: () => stops.forEach((stop) => stop()),
  };
}
