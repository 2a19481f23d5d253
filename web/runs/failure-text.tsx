import type { ReactNode } from 'react';
import { useApi } from '../api/query.ts';
import { sayCheck } from '../editor/problems/say-check.ts';
import { useKindWords } from '../ui/use-kind-words.ts';
import { useViewer } from '../ui/viewer.tsx';

/** What failed, and on which connection, where it went out on one. */
type FailureTextProps = { message: string; connection?: string | null | undefined };

/** Why something failed, in the viewer's language; as it was said, and marked as English, where there are no words. */
export function FailureText({ message, connection }: FailureTextProps): ReactNode {
  const { language } = useViewer();
  const { data } = useApi('GET /connections', {}, { staleTime: 60_000, retry: false });
  const say = useKindWords(data?.items.find(({ key }) => key === connection)?.type);
  const said = sayCheck(message, language) ?? say(message);
  return said === undefined ? <span lang="en">{message}</span> : said;
}
