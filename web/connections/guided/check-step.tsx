import { useEffect, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { DoctorView } from '../doctor-view.tsx';
import { useDoctor } from '../use-doctor.ts';
import { WizardFrame } from '../wizard-frame.tsx';
import type { GuidedScreen } from './guided-set-up.tsx';

/** A look from outside. */
export function CheckStep({ name, frame, go, back }: GuidedScreen): ReactNode {
  const t = useText('connections');
  const doctor = useDoctor(name);
  const { state, look, probes, error } = doctor;
  useEffect(() => {
    if (state === 'idle') look();
  }, [state, look]);
  const isFine = error === undefined && probes.every(({ ok }) => ok);
  return (
    <WizardFrame
      {...frame}
      heading={t('check.title')}
      about={t('check.about')}
      back={back}
      {...(state === 'done' && isFine ? { next: { label: t('wizard.next'), run: () => go() } } : {})}
      {...(state === 'done' && !isFine ? { other: { label: t('org.doctor.anyway'), run: () => go() } } : {})}
    >
      <DoctorView doctor={doctor} />
    </WizardFrame>
  );
}
