import {
  IconAbc,
  IconArrowsSplit,
  IconBolt,
  IconClock,
  IconClockHour4,
  IconCloudUpload,
  IconCornerDownRight,
  IconFlag,
  IconGitBranch,
  IconHeadset,
  IconHourglass,
  IconMessageCircle,
  IconMessageQuestion,
  IconMessageReply,
  IconNote,
  IconPercentage,
  IconQuestionMark,
  IconRepeat,
  IconScan,
  IconSubtask,
  IconVariable,
  IconWebhook,
} from '@tabler/icons-react';
import { createElement, type ReactNode } from 'react';
import { own } from '../../../src/flow/flow.ts';

const ICONS: Readonly<Record<string, typeof IconNote>> = {
  send: IconMessageCircle,
  ask: IconMessageQuestion,
  branch: IconGitBranch,
  switch: IconArrowsSplit,
  split: IconPercentage,
  hours: IconClockHour4,
  set: IconVariable,
  parse: IconScan,
  call: IconCloudUpload,
  wait: IconClock,
  waitReply: IconHourglass,
  awaitWebhook: IconWebhook,
  loop: IconRepeat,
  goto: IconCornerDownRight,
  subflow: IconSubtask,
  handoff: IconHeadset,
  respond: IconMessageReply,
  note: IconAbc,
  end: IconFlag,
  triggers: IconBolt,
  sticky: IconNote,
};

/** The drawing of a type of step; `triggers` has one, too. */
export function StepIcon({ type, size = 18 }: { type: string; size?: number }): ReactNode {
  return createElement(own(ICONS, type) ?? IconQuestionMark, { size, stroke: 1.7, 'aria-hidden': true });
}
