import type { ReactNode } from 'react';
import { useMe } from '../../app/sign-in/use-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { CopyField } from '../../ui/copy-button.tsx';
import { useViewer } from '../../ui/viewer.tsx';
import styles from '../connections.module.css';
import { SetupDrawing } from '../setup-drawing.tsx';
import { WizardFrame } from '../wizard-frame.tsx';
import { useWords } from '../words-of.tsx';
import type { Screen } from './org-wizard.tsx';
import { GRANTS, type GuideStep } from './way.ts';

/** One page of Setup: the clicks that lead there, each value to copy, and a drawing of where it goes. */
export function GuideStepView({
  steps,
  number,
  frame,
  go,
  back,
  way,
}: Screen & { steps: readonly GuideStep[]; number: number }): ReactNode {
  const t = useText('connections');
  const { language } = useViewer();
  const say = useWords();
  const me = useMe();
  const step = steps[number];
  if (!step) return null;
  // A step further down the same page has no clicks of its own.
  const place = steps.slice(0, number + 1).findLast((each) => each.place !== undefined)?.place?.[language] ?? '';
  const values = step.values
    .filter(({ grant }) => grant === undefined || grant === GRANTS[way])
    .map(({ label, value, exact }) => ({
      label: label[language],
      value: value.en === 'admin@example.com' ? (me?.email ?? value.en) : (say(value.en) ?? value[language]),
      exact,
    }));
  const callback = values.find(({ value, exact }) => exact && value.includes('/callback'))?.value;
  return (
    <WizardFrame
      {...frame}
      heading={step.title[language]}
      about={(say(step.text.en) ?? step.text[language]).replaceAll('`', '')}
      back={back}
      next={{ label: t('wizard.next'), run: () => go() }}
      picture={<SetupDrawing place={place} rows={values} />}
    >
      <p className={styles.place}>{place}</p>
      {values.map(({ label, value, exact }) =>
        exact ? (
          <CopyField key={label} label={label} value={value} />
        ) : (
          <div key={label} className={styles.told}>
            <span className={styles.toldLabel}>{label}</span>
            <span>{value}</span>
          </div>
        ),
      )}
      {callback !== undefined && isUnreachable(callback) && (
        <p className={styles.callout} data-tone="amber">
          {t('org.callback.plain')}
        </p>
      )}
    </WizardFrame>
  );
}

/** Browsers are sent back to https only, or to this very machine. */
function isUnreachable(callback: string): boolean {
  const url = URL.parse(callback);
  return url?.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
