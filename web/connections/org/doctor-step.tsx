import { useEffect, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { DoctorView } from '../doctor-view.tsx';
import { WizardFrame } from '../wizard-frame.tsx';
import type { Screen } from './org-wizard.tsx';

/** The doctor, finding by finding. What concerns the key fields has a screen of its own. */
export function DoctorStep({ doctor, frame, go, back }: Screen): ReactNode {
  const t = useText('connections');
  const { state, probes, look, error } = doctor;
  useEffect(() => {
    if (state === 'idle') look();
  }, [state, look]);
  const bad = probes.filter(({ ok }) => !ok);
  const isFine = state === 'done' && error === undefined && bad.every(({ about }) => about === 'exactly-once');
  const run = (): void => go(bad.length === 0 ? { step: 'trial' } : {});
  return (
    <WizardFrame
      {...frame}
      heading={t('org.doctor')}
      about={t('org.doctor.about')}
      back={back}
      {...(isFine ? { next: { label: t('wizard.next'), run } } : {})}
      {...(state === 'done' && !isFine ? { other: { label: t('org.doctor.anyway'), run } } : {})}
    >
      <DoctorView doctor={doctor} />
    </WizardFrame>
  );
}
