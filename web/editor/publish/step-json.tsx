import type { ReactNode } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { own } from '../../../src/flow/flow.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './history.module.css';

type StepJsonProps = {
  before: Draft | undefined;
  after: Draft;
  step: StepId;
  /** What the two states are called. */
  names: readonly [before: string, after: string];
};

/** One step as it is kept, in both states; lines that only one of them has are marked. */
export function StepJson({ before, after, step, names }: StepJsonProps): ReactNode {
  const [was, is] = [before && own(before.flow.steps, step), own(after.flow.steps, step)].map((each) =>
    each === undefined ? undefined : JSON.stringify(each, null, 2).split('\n'),
  );
  const isSame = was?.join('\n') === is?.join('\n');
  return (
    <div className={styles.jsons}>
      {was && !isSame && <Json name={names[0]} lines={was} other={is} sign="−" />}
      {is && <Json name={names[1]} lines={is} other={before && !isSame ? was : is} sign="+" />}
    </div>
  );
}

type JsonProps = { name: string; lines: readonly string[]; other: readonly string[] | undefined; sign: string };

function Json({ name, lines, other, sign }: JsonProps): ReactNode {
  const t = useText('publish');
  const known = new Set(other?.map(bare));
  const title = t('json', { name });
  return (
    <figure className={styles.json}>
      <figcaption>{title}</figcaption>
      {/* Long values are scrolled to by keys, too. */}
      <pre tabIndex={0} aria-label={title}>
        {lines.map((line, at) => {
          const isOnlyHere = !known.has(bare(line));
          return (
            // A line is its place.
            <span key={at} data-only={isOnlyHere ? sign : undefined}>
              {isOnlyHere ? sign : ' '} {line}
              {'\n'}
            </span>
          );
        })}
      </pre>
    </figure>
  );
}

/** A line without the comma that only says that another one follows. */
function bare(line: string): string {
  return line.replace(/,$/, '');
}
