import type { JsonObject } from '../../base/json.ts';
import { fillIn } from './expected-text.ts';
import { filledIn } from './expected-json.ts';
import type { ActLine, TranscriptLine } from './lines.ts';
import { formatMoment, readMoment } from './moment.ts';
import { playerOf, valuesOf, type About, type Stage } from './stage.ts';
import { Impossible, type Hands, type Script } from './world.ts';

/** Something that happens without the customer's doing. */
export type ToldLine = TranscriptLine & Exclude<ActLine, { kind: 'customer' | 'tap' }>;

/** Makes happen what a line says; gives the words to tell it by. */
export async function tellLine(line: ToldLine, stage: Stage, hands: Hands): Promise<string> {
  const customer = async (about: About): Promise<string> => (await playerOf(stage, about)).visit.customer.id;
  switch (line.kind) {
    case 'wait':
      await hands.pass(line.ms);
      return timeIn(hands);
    case 'at':
      await moveTo(line.at, hands);
      return timeIn(hands);
    case 'schedule':
      await hands.ring(line.flow);
      stage.focus = 'any';
      return timeIn(hands);
    case 'found':
      await hands.find(filledIn(line.items, valuesOf(stage, stage.current)), line.of);
      stage.focus = 'any';
      return timeIn(hands);
    case 'webhook': {
      const { path, method } = line.call;
      await hands.call({ ...line.call, ...(await filled(stage, line.call)) });
      stage.focus = 'any';
      return `${method} /webhooks/${path}`;
    }
    case 'start': {
      const { input, to } = await filled(stage, {
        input: line.input,
        ...(line.to === undefined ? {} : { to: line.to }),
      });
      await hands.start(line.flow, input, to);
      stage.focus = 'any';
      return `${line.flow} is started`;
    }
    case 'resume': {
      const { data, key } = await filled(stage, {
        data: line.data,
        ...(line.key === undefined ? {} : { key: line.key }),
      });
      await hands.resume(data, key);
      return 'a call from outside';
    }
    case 'status':
      await hands.news(await customer(line), line.status, line.failure);
      return line.status;
    case 'staff':
      await hands.staff(await customer(line), fillIn(line.text, valuesOf(stage, stage.current)));
      return `staff: ${line.text}`;
    case 'release':
      await hands.release(await customer(line), line.by);
      return `released by ${line.by}`;
  }
}

/** The answers that lines up to the next act say. */
export function scriptAfter(lines: readonly TranscriptLine[], isAct: (line: TranscriptLine) => boolean): Script {
  const end = lines.findIndex(isAct);
  const ours = end === -1 ? lines : lines.slice(0, end);
  return {
    calls: ours.flatMap((line) => {
      if (line.kind !== 'call') return [];
      const { connection, operation, answer } = line;
      return [{ id: line.line, connection, operation, ...(answer ? { answer } : {}) }];
    }),
    sends: ours.flatMap((line) => (line.kind === 'bot' ? [line.fails] : [])),
  };
}

async function moveTo(text: string, hands: Hands): Promise<void> {
  const at = readMoment(text, hands.timeZone) ?? 0;
  const now = hands.now();
  if (at < now)
    throw new Impossible(`the time to go on to ${text}`, `it is ${formatMoment(now, hands.timeZone)} already`);
  await hands.pass(at - now);
}

function timeIn(hands: Hands): string {
  return formatMoment(hands.now(), hands.timeZone);
}

/** Placeholders filled in; whoever they mean enters first. */
async function filled<Value extends JsonObject>(stage: Stage, value: Value): Promise<Value> {
  if (/\{(?:name|phone)\}/.test(JSON.stringify(value))) await playerOf(stage, {});
  return filledIn(value, valuesOf(stage, stage.current));
}
