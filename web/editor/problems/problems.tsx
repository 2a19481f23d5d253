import { SegmentedControl, TextInput } from '@mantine/core';
import { IconCircleCheck, IconSearch } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useViewer } from '../../ui/viewer.tsx';
import { draftIn } from '../session/state.ts';
import { useEditor } from '../session/use-editor.ts';
import { countProblems, FILTERS, fitsFilter, type ProblemFilter } from './problem-filter.ts';
import { ProblemLine } from './problem-line.tsx';
import styles from './problems.module.css';
import { placeIn, wordsOf } from './words-of.ts';

/** The list of problems: filtered, searched, each with the way to its place and the edits that mend it. */
export function Problems(): ReactNode {
  const t = useText('problems');
  const { language } = useViewer();
  const draft = useEditor(draftIn);
  const diagnostics = useEditor((state) => state.diagnostics);
  const [filter, setFilter] = useState<ProblemFilter>('all');
  const [words, setWords] = useState('');
  const lines = useMemo(
    () =>
      diagnostics.map((diagnostic) => {
        const said = wordsOf(diagnostic, draft, language);
        return { diagnostic, said, place: placeIn(diagnostic, draft, language) };
      }),
    [diagnostics, draft, language],
  );
  if (diagnostics.length === 0)
    return <EmptyState icon={<IconCircleCheck size={28} />} title={t('none')} why={t('none.why')} />;
  const shown = lines.filter(({ diagnostic, said, place }) =>
    fitsFilter(diagnostic, `${said.sentence} ${said.cure} ${place.step}`, { filter, words }),
  );
  const { errors, warnings } = countProblems(diagnostics);
  return (
    <div className={styles.problems}>
      <div className={styles.bar}>
        <p className={styles.counts} role="status">
          {t('errors', { count: errors })}, {t('warnings', { count: warnings })}
        </p>
        <SegmentedControl
          size="xs"
          aria-label={t('filter')}
          value={filter}
          onChange={(value) => setFilter(value)}
          data={FILTERS.map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
        <TextInput
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={t('filter.words')}
          placeholder={t('filter.words')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {shown.length === 0 && <p className={styles.nothing}>{t('none.filtered')}</p>}
      <ul className={styles.list}>
        {shown.map(({ diagnostic, said, place }, at) => (
          <ProblemLine
            key={`${diagnostic.code} ${diagnostic.path.join('.')} ${at}`}
            diagnostic={diagnostic}
            said={said}
            place={place}
          />
        ))}
      </ul>
    </div>
  );
}
