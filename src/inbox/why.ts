import type { FlowId, RunId } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import type { MessageTrigger, Trigger } from '../flow/trigger.ts';
import type { MessageRecord, Routing } from '../store/records.ts';
import { isSelective, matchesOf, misfitOf, saidIn, type Match, type Situation } from './matching.ts';

/** What is known of a message and of the moment it came at. */
export type Subject = {
  message: MessageRecord;
  /** The connection it came in on. */
  connection: string;
  /** The flow versions that new runs started with at that moment. */
  flows: readonly Flow[];
  /** Drafts that a test user was to get in the place of those; with errors they answer nobody. */
  drafts?: readonly { flow: Flow; errors: number }[];
  /** The flow of the run that the message was given to, if it was given to one. */
  taker?: FlowId | undefined;
};

/** Why one trigger of a flow did or did not start it. */
export type TriggerReason = {
  flow: FlowId;
  version: number;
  name: string;
  /** Position of the trigger in the flow; undefined for a flow that has none. */
  trigger?: number;
  started: boolean;
  /** What kept it, in words; what made it start where it did. */
  reason: string;
};

/** What became of a message, and per trigger of each flow why it did or did not start. */
export type Why = { fate: Routing['fate'] | 'unknown'; run?: RunId; summary: string; reasons: TriggerReason[] };

/** Explains what became of an incoming message. Pure: it says what routing wrote down and what triggers compare. */
export function explainMessage(asked: Subject): Why {
  const { drafts = [] } = asked;
  const replaced = new Set(drafts.map(({ flow }) => flow.id));
  const sound = drafts.flatMap(({ flow, errors }) => (errors === 0 ? [flow] : []));
  const flows = [...asked.flows.filter((flow) => !replaced.has(flow.id)), ...sound];
  const subject: Subject = { ...asked, flows };
  const { message, connection } = subject;
  const { routing } = message;
  const situation: Situation = {
    connection,
    ...saidIn(message.content),
    first: routing?.first === true,
    foreground: routing?.foreground,
  };
  const matches = matchesOf(flows, situation);
  const reasons = flows.flatMap((flow): TriggerReason[] => {
    const facts = { flow: flow.id, version: flow.version, name: flow.name };
    if (flow.triggers.length === 0)
      return [{ ...facts, started: false, reason: 'Nothing starts it: it has no trigger.' }];
    return flow.triggers.map((trigger, at) => ({
      ...facts,
      trigger: at,
      ...reasonOf({ flow, trigger }, { subject, situation, matches }),
    }));
  });
  return {
    fate: routing?.fate ?? 'unknown',
    ...(routing?.run === undefined ? {} : { run: routing.run }),
    summary: summaryOf(subject),
    reasons: [...reasons, ...drafts.flatMap(brokenDraft)],
  };
}

/** Why a test user got no answer: they get the draft or nothing, so that one is not taken for the other. */
function brokenDraft({
  flow: { id: flow, version, name },
  errors,
}: NonNullable<Subject['drafts']>[number]): TriggerReason[] {
  if (errors === 0) return [];
  const found = errors === 1 ? 'an error' : `${errors} errors`;
  const reason = `The person is a test user of it and gets its draft, which had ${found} and does not answer; nor does what is published. Correct the draft.`;
  return [{ flow, version, name, started: false, reason }];
}

type Case = { subject: Subject; situation: Situation; matches: readonly Match[] };

function reasonOf(
  { flow, trigger }: { flow: Flow; trigger: Trigger },
  { subject, situation, matches }: Case,
): Pick<TriggerReason, 'started' | 'reason'> {
  if (trigger.type !== 'message') return no(`It starts ${OTHER_TRIGGERS[trigger.type]}, not from a message.`);
  const misfit = describeMisfit(trigger, situation);
  if (misfit) return no(misfit);
  const { fate, passed = [] } = subject.message.routing ?? {};
  if (passed.includes(flow.id)) return no('It started, looked at the message and handed it on.');
  if (fate === 'silent') return no(`It fits, but ${silenceOf(subject.message)}.`);
  const holder = situation.foreground;
  if (fate === 'started') {
    const winner = matches.find((match) => match.flow.id === subject.taker) ?? matches[0];
    if (winner?.flow === flow && winner.trigger === trigger)
      return { started: true, reason: whyStarted(flow, trigger, holder) };
    return no(`It fits, but ${subject.taker ?? 'another flow'} goes first${orderOf(winner, trigger, holder)}.`);
  }
  if (holder) return no(`It fits, but ${whyHeld(holder, flow, fate)}.`);
  return no(
    fate === 'held' ? 'It fits; the file of the message was being fetched first.' : 'It fits, but was not asked.',
  );
}

function no(reason: string): Pick<TriggerReason, 'started' | 'reason'> {
  return { started: false, reason };
}

const OTHER_TRIGGERS: Readonly<Record<Exclude<Trigger['type'], 'message'>, string>> = {
  status: 'from news about a message of ours',
  webhook: 'by a call over HTTP',
  schedule: 'by a clock',
  contact: 'from a change of a contact',
  conversation: 'from a change of a conversation',
  connection: 'from something new in an outside system',
  manual: 'by hand',
  flow: 'from another flow',
};

function describeMisfit(trigger: MessageTrigger, situation: Situation): string | undefined {
  const said = `«${situation.text.slice(0, 80)}»`;
  switch (misfitOf(trigger, situation)) {
    case undefined:
      return undefined;
    case 'connection':
      return `It listens on ${trigger.connections?.join(', ')}; the message came in on ${situation.connection}.`;
    case 'opened':
      return trigger.opened
        ? 'It starts only when somebody opens the chat and says nothing; this was said.'
        : 'It starts only when something is said; the chat was only opened.';
    case 'not_first':
      return 'Only the first message that a person ever wrote starts it; this was a later one.';
    case 'keywords':
      return `None of its words (${trigger.keywords?.join(', ')}) stands in ${said}.`;
    case 'pattern':
      return `Its pattern ${trigger.pattern} is not found in ${said}.`;
  }
}

type Holder = Situation['foreground'];

function whyStarted(flow: Flow, trigger: MessageTrigger, holder: Holder): string {
  const how = trigger.keywords?.length
    ? 'one of its words stands in the message'
    : trigger.pattern === undefined
      ? 'it takes any message'
      : 'its pattern is found in the message';
  if (!holder) return `It started: ${how}.`;
  const ends = holder.flow === flow.id ? trigger.policy === 'restart' : trigger.interrupts === true;
  const former = `the run of ${holder.flow} that held the conversation (${holder.run})`;
  return ends
    ? `It started: ${how}, and it ended ${former}.`
    : `It started: ${how}. Before, ${former} came to its end.`;
}

function orderOf(winner: Match | undefined, trigger: MessageTrigger, holder: Holder): string {
  if (!winner) return '';
  if (holder && winner.trigger.interrupts && !trigger.interrupts)
    return ', because it interrupts the run that held the conversation';
  const [first, second] = [winner.trigger.priority ?? 0, trigger.priority ?? 0];
  if (first !== second) return ` (priority ${first} against ${second})`;
  if (isSelective(winner.trigger) !== isSelective(trigger))
    return ' (at equal priority one that looks at the words does)';
  return ' (at equal priority flows go by their ids)';
}

function silenceOf({ echo, content, routing }: MessageRecord): string {
  if (routing?.word === 'test') return 'it is a word about testing, which the inbox takes before all flows';
  if (routing?.word) return 'it is a word about being written to, which the inbox takes before all flows';

  if (echo) return 'the message is a copy of what our side wrote';
  if (content.kind === 'unsupported') return 'the provider could not hand the message over, so flows are not asked';
  if (content.kind === 'reaction' || content.kind === 'edit' || content.kind === 'revoke')
    return 'the message only remarks on another one or changes it, so flows are not asked';
  return 'people held the conversation, so flows were silent';
}

const FATES: Readonly<Record<Routing['fate'], string>> = {
  replied: 'got the message as its reply',
  started: 'was started by it',
  held: 'was busy; the message was kept for its next question',
  gathered: 'was still gathering messages, and took it as one of them',
  handled: 'has a handler that took it',
  ignored: 'was under way, and its trigger ignores messages meanwhile',
  silent: 'was not offered it',
  untaken: 'was busy, and too many messages were kept already',
};

function whyHeld(holder: NonNullable<Situation['foreground']>, flow: Flow, fate: Routing['fate'] | undefined): string {
  const whose = holder.flow === flow.id ? 'a run of this flow' : `a run of ${holder.flow}`;
  return `${whose} held the conversation (${holder.run}, waiting for ${holder.waitsFor}); it ${FATES[fate ?? 'silent']}`;
}

function summaryOf({ message, taker, flows }: Subject): string {
  const { routing } = message;
  if (message.direction === 'out' && !message.echo)
    return 'It is a message of ours; flows start from what people write.';
  if (!routing) return 'What became of it was not written down.';
  const run = `run ${routing.run ?? '?'}${taker ? ` of ${taker}` : ''}`;
  switch (routing.fate) {
    case 'started':
      return `It started ${run}.`;
    case 'silent':
      return `No flow was asked: ${silenceOf(message)}.`;
    case 'untaken':
      return routing.run
        ? `No flow took it: ${run} ${FATES.untaken}. It stays in the conversation, for people.`
        : `No flow took it (${flows.length} ${flows.length === 1 ? 'was' : 'were'} asked). It stays in the conversation, for people.`;
    case 'held':
      return routing.run ? `It is held: ${run} ${FATES.held}.` : 'It is held until its file has been fetched.';
    default:
      return `It went to ${run}, which ${FATES[routing.fate]}.`;
  }
}
