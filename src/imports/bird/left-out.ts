import type { Path } from '../report.ts';

/** Why members that Bird's files have are not needed here, by their names. */
const REASONS: readonly (readonly [names: RegExp, why: string])[] = [
  [
    /^(?:id|revisionId|projectId|sourceId|hookId|testingSourceId|channelId|workspaceId|version)$/,
    'It names something inside Bird.',
  ],
  [
    /^(?:createdAt|updatedAt|published|publishedVersion|draftVersion|revisionCount|versionCount|invocationCount|conversionCount|status|publishedVersionStepCount)$/,
    'It tells the history of the flow in Bird.',
  ],
  [
    /^(?:invokeUrl|callbacks|targets|options|sources|metadata|triggerIntent)$/,
    'It ties the flow to Bird; here connections and addresses do that.',
  ],
  [/^(?:rateLimit|maxSteps)$/, 'How often a system is called belongs to the limits of its connection here.'],
  [/^intent$/, 'It tells from which entry of Bird’s palette the step came.'],
  [/^(?:description|comment|label)$/, 'It is a remark for people.'],
];

/** Why a member of the file was taken over by no step; in a file of an AI employee most of it is about that one. */
export function whyLeftOut(place: Path, isOfEmployee: boolean): string {
  if (isOfEmployee && !(place[0] === 'defaultActions' && place[2] === 'steps'))
    return 'It belongs to an AI employee; there is none here.';
  const name = place.findLast((part) => typeof part === 'string') ?? '';
  return REASONS.find(([names]) => names.test(name))?.[1] ?? 'Nothing here is known to do this.';
}
