import { Button, Modal, Radio } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { mergeDrafts, type Choices } from '../../../src/flow/edit/merge-drafts.ts';
import { useText } from '../../i18n/use-text.ts';
import { useMe } from '../../app/sign-in/use-session.ts';
import { ChangeList } from '../publish/change-list.tsx';
import type { ChangeLine } from '../publish/change-lines.ts';
import { useChangeWords } from '../publish/use-change-words.ts';
import { draftIn, type Theirs } from '../session/state.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { chooseAll, conflictPlaces, isDecided, toChoose, type ConflictPlace } from './conflict-places.ts';
import styles from './conflict.module.css';

/** Puts together what two people made of one flow: what one of them changed is taken, what both did is chosen. */
export function ConflictDialog({ theirs, close }: { theirs: Theirs; close(): void }): ReactNode {
  const t = useText('conflict');
  const session = useSession();
  const me = useMe();
  const by = theirs.by === me?.name ? t('self') : theirs.by;
  const words = useChangeWords();
  const base = useEditor(({ kept }) => kept.draft);
  const mine = useEditor(draftIn);
  const sides = useMemo(() => ({ base, mine, theirs: theirs.draft }), [base, mine, theirs]);
  const places = useMemo(() => conflictPlaces(sides, words), [sides, words]);
  const [choices, setChoices] = useState<Choices>({});
  const open = toChoose(places);
  const rest = places.filter((place) => !open.includes(place));
  const left = open.filter(({ name }) => choices[name] === undefined).length;
  const settle = (): void => {
    session.settle(mergeDrafts(sides, choices), theirs);
    close();
  };
  return (
    <Modal opened onClose={close} size={980} title={t('title', { by })} closeButtonProps={{ 'aria-label': t('close') }}>
      <div className={styles.dialog}>
        <p>{open.length > 0 ? t('about', { count: open.length, by }) : t('about.none', { by })}</p>
        {open.length > 1 && (
          <div className={styles.all}>
            <Button size="xs" variant="default" onClick={() => setChoices(chooseAll(places, 'mine'))}>
              {t('all.mine')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setChoices(chooseAll(places, 'theirs'))}>
              {t('all.theirs', { by })}
            </Button>
          </div>
        )}
        <ul className={styles.places}>
          {open.map((place) => (
            <li key={place.name}>
              <OnePlace
                place={place}
                by={by}
                value={choices[place.name]}
                choose={(side) => setChoices({ ...choices, [place.name]: side })}
              />
            </li>
          ))}
        </ul>
        {rest.length > 0 && (
          <details className={styles.rest} open={open.length === 0}>
            <summary>{t('rest', { count: rest.length })}</summary>
            <ul>
              {rest.map(({ name, kind, title, place, mine: here, theirs: there }) => (
                <li key={name}>
                  <strong>{titleIn({ title, place }, t)}</strong> · {t(`kind.${kind}`, { by })}
                  <ChangeList lines={kind === 'onlyTheirs' ? there : here} />
                </li>
              ))}
            </ul>
          </details>
        )}
        <div className={styles.foot}>
          <span className={styles.why}>{left > 0 ? t('left', { count: left }) : t('ready')}</span>
          <Button variant="default" onClick={close}>
            {t('later')}
          </Button>
          <Button disabled={!isDecided(places, choices)} onClick={settle}>
            {t('merge')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

type OnePlaceProps = {
  place: ConflictPlace;
  by: string;
  value: 'mine' | 'theirs' | undefined;
  choose(side: 'mine' | 'theirs'): void;
};

/** One part that both changed: what each did, side by side. */
function OnePlace({ place, by, value, choose }: OnePlaceProps): ReactNode {
  const t = useText('conflict');
  const title = titleIn(place, t);
  return (
    <Radio.Group
      label={title}
      value={value ?? null}
      onChange={(next) => choose(next === 'theirs' ? 'theirs' : 'mine')}
      classNames={{ label: styles.title ?? '' }}
    >
      <div className={styles.sides}>
        <Side value="mine" label={t('mine')} lines={place.mine} isChosen={value === 'mine'} />
        <Side value="theirs" label={t('theirs', { by })} lines={place.theirs} isChosen={value === 'theirs'} />
      </div>
    </Radio.Group>
  );
}

type SideProps = { value: 'mine' | 'theirs'; label: string; lines: readonly ChangeLine[]; isChosen: boolean };

function Side({ value, label, lines, isChosen }: SideProps): ReactNode {
  const t = useText('conflict');
  return (
    <div className={styles.side} data-chosen={isChosen}>
      <Radio value={value} label={label} />
      {lines.length > 0 ? <ChangeList lines={lines} /> : <p className={styles.why}>{t('same')}</p>}
    </div>
  );
}

/** What a place is called. */
function titleIn(
  { title, place }: Pick<ConflictPlace, 'title' | 'place'>,
  t: ReturnType<typeof useText<'conflict'>>,
): string {
  if (title !== undefined) return t('place.step', { title });
  return 'step' in place ? place.step : t(`place.${place.part}`);
}
