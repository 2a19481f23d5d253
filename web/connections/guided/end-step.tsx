import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { DoneLinks } from '../done-links.tsx';
import { WizardFrame } from '../wizard-frame.tsx';
import type { GuidedScreen } from './guided-set-up.tsx';

/** What is connected now, and where to go on. */
export function EndStep({ kind, name, frame }: GuidedScreen): ReactNode {
  const t = useText('connections');
  return (
    <WizardFrame {...frame} heading={t('done.title', { name: kind.title })} about={t('done.about', { name })}>
      <DoneLinks name={name} />
    </WizardFrame>
  );
}
