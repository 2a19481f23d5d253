import type { ReactNode } from 'react';
import { useApi } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { DoneLinks } from '../done-links.tsx';
import { WizardFrame } from '../wizard-frame.tsx';
import type { Screen } from './org-wizard.tsx';

/** What is connected now, and where to go on. */
export function DoneStep({ name, kind, frame }: Screen): ReactNode {
  const t = useText('connections');
  const { data } = useApi('GET /connections/:connection', { params: { connection: name } });
  return (
    <WizardFrame
      {...frame}
      heading={t('done.title', { name: data?.account ?? kind.title })}
      about={t('done.about', { name })}
    >
      <DoneLinks name={name} />
    </WizardFrame>
  );
}
