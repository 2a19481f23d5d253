import { Anchor, Button } from '@mantine/core';
import { IconAlertTriangle, IconExclamationCircle } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { formatPath, type Diagnostic } from '../../../src/base/diagnostic.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { draftIn } from '../session/state.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { Said } from '../test/phone/said.tsx';
import { asSeen } from './as-seen.ts';
import { fixesOf, type Fix } from './fixes-of.ts';
import styles from './problems.module.css';
import { fieldPath, type ProblemPlace, type ProblemWords } from './words-of.ts';

type LineProps = { diagnostic: Diagnostic; said: ProblemWords; place: ProblemPlace };

/** One problem: how grave, what, where, what to do, what it looks like. */
export function ProblemLine({ diagnostic, said, place }: LineProps): ReactNode {
  const t = useText('problems');
  const session = useSession();
  const { severity, code, path } = diagnostic;
  const { id } = place;
  const Mark = severity === 'error' ? IconExclamationCircle : IconAlertTriangle;
  const where = id !== undefined ? place.step : t(whereOf(path));
  const jump = (): void => {
    const field = fieldPath(path);
    if (id === undefined) return session.open({ flow: true });
    session.select({ steps: [id] });
    session.open({ step: id, ...(field ? { field } : {}) });
  };
  return (
    <li className={styles.problem} data-tone={severity}>
      <Mark size={18} className={styles.mark} role="img" aria-label={t(`severity.${severity}`)} />
      <div className={styles.words}>
        <p className={styles.sentence}>{said.sentence}</p>
        <p className={styles.cure}>{said.cure}</p>
        <div className={styles.acts}>
          <Anchor component="button" type="button" size="sm" onClick={jump}>
            {t('show.on', { where })}
          </Anchor>
          <Fixes diagnostic={diagnostic} exit={place.exit} />
        </div>
        <Seen diagnostic={diagnostic} />
        <details className={styles.details}>
          <summary>{t('details')}</summary>
          <p>{said.detail ?? t.known(`code.${code}`, { ...place, id: '' })}</p>
          <p>{t.known(`cure.${code}`)}</p>
          <code>
            {code} · {formatPath(path)}
          </code>
        </details>
      </div>
    </li>
  );
}

function whereOf([, part]: Diagnostic['path']): 'where.triggers' | 'where.handlers' | 'where.flow' {
  if (part === 'triggers') return 'where.triggers';
  return part === 'handlers' ? 'where.handlers' : 'where.flow';
}

/** Edits that mend a problem, where there are any. */
function Fixes({ diagnostic, exit }: { diagnostic: Diagnostic; exit: string }): ReactNode {
  const t = useText('problems');
  const session = useSession();
  const announce = useAnnounce();
  const draft = useEditor(draftIn);
  const catalog = useEditor((state) => state.catalog);
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const fixes = useMemo(() => fixesOf(diagnostic, draft, catalog), [diagnostic, draft, catalog]);
  if (isReadOnly) return null;
  const words = ({ key, values }: Fix): string => t.known(`fix.${key}`, { ...values, exit }) ?? key;
  return fixes.map((fix) => (
    <Button
      key={fix.key}
      size="compact-sm"
      variant="default"
      onClick={() => {
        if (session.apply(fix.label, fix.edit)) announce(t('fixed', { what: words(fix) }));
      }}
    >
      {words(fix)}
    </Button>
  ));
}

/** What a message becomes on the channel that a problem is about. */
function Seen({ diagnostic }: { diagnostic: Diagnostic }): ReactNode {
  const t = useText('problems');
  const draft = useEditor(draftIn);
  const catalog = useEditor((state) => state.catalog);
  const seen = useMemo(() => asSeen(diagnostic, draft, catalog), [diagnostic, draft, catalog]);
  if (!seen) return null;
  return (
    <figure className={styles.seen}>
      <figcaption>{t('seen', { channel: seen.channel })}</figcaption>
      {seen.parts.length === 0 && <p>{t('seen.nothing')}</p>}
      {seen.parts.map((content, at) => (
        // Parts of one message have no names of their own.
        <Said key={at} content={content} from="bot" />
      ))}
    </figure>
  );
}
