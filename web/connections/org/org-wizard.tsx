import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { useApi } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { useViewer } from '../../ui/viewer.tsx';
import { KindMark } from '../kind-mark.tsx';
import { useDoctor, type Doctor } from '../use-doctor.ts';
import { ConnectStep } from './connect-step.tsx';
import { DoctorStep } from './doctor-step.tsx';
import { DoneStep } from './done-step.tsx';
import { GuideStepView } from './guide-step.tsx';
import { KeysStep } from './keys-step.tsx';
import { KindStep } from './kind-step.tsx';
import { OnceStep } from './once-step.tsx';
import { TrialStep } from './trial-step.tsx';
import { guideOf, orgOf, stepsOf, wayOf, type OrgKind, type StepName, type Way } from './way.ts';
import { WayStep } from './way-step.tsx';

/** What a screen of the wizard stands on. */
export type Screen = {
  kind: Reply<'GET /connection-kinds/:kind'>;
  /** The name that the connection has, or will have. */
  name: string;
  org: OrgKind | undefined;
  way: Way;
  doctor: Doctor;
  /** What all screens have in common. */
  frame: { title: string; mark: ReactNode; at: number; of: number };
  /** Goes on to the next screen, with what was chosen. */
  go(chosen?: Partial<Choice>): void;
  back: (() => void) | undefined;
};

/** What stands in the address, so that the wizard can be left and come back to. */
export type Choice = { name: string; as: OrgKind; way: Way; step: StepName };

/** Connects an org step by step: what it is, the app in it, consent in a window of its own, the doctor, a trial. */
export function OrgWizard({
  kind: { id, family, title },
  free,
}: {
  kind: Reply<'GET /connection-kinds'>['items'][number];
  free: string;
}): ReactNode {
  const t = useText('connections');
  const { language } = useViewer();
  const search = useSearch({ from: '/shell/connections/new/$kind' });
  const navigate = useNavigate();
  const name = search.name ?? free;
  const { data } = useApi(
    'GET /connection-kinds/:kind',
    { params: { kind: id }, query: { name, language } },
    { placeholderData: (before) => before },
  );
  const org = orgOf(search.as);
  const way = wayOf(search.way);
  const doctor = useDoctor(name);
  const guide = useMemo(() => guideOf(data?.guide ?? [], org, way), [data, org, way]);
  const steps = stepsOf(org, guide);
  const step = steps.find((each) => each === search.step) ?? 'kind';
  const at = steps.indexOf(step);
  const go = useCallback(
    (chosen: Partial<Choice> = {}): void => {
      const nextOrg = chosen.as ?? org;
      const all = stepsOf(nextOrg, guideOf(data?.guide ?? [], nextOrg, chosen.way ?? way));
      const next = chosen.step ?? all[all.indexOf(step) + 1] ?? 'done';
      void navigate({
        to: '/connections/new/$kind',
        params: { kind: id },
        search: (before) => ({ ...before, name, ...chosen, step: next }),
      });
    },
    [data, org, way, step, name, id, navigate],
  );
  if (!data) return null;
  const former = steps[at - 1];
  const screen: Screen = {
    kind: data,
    name,
    org,
    way,
    doctor,
    frame: {
      title: t('new.title', { kind: title }),
      mark: <KindMark family={family} title={title} kind="connector" size={28} />,
      at: at + 1,
      of: steps.length,
    },
    go,
    back: former && step !== 'done' ? () => go({ step: former }) : undefined,
  };
  if (step.startsWith('app-')) return <GuideStepView {...screen} steps={guide} number={Number(step.slice(4)) - 1} />;
  switch (step) {
    case 'way':
      return <WayStep {...screen} />;
    case 'keys':
      return <KeysStep {...screen} />;
    case 'connect':
      return <ConnectStep {...screen} />;
    case 'doctor':
      return <DoctorStep {...screen} />;
    case 'once':
      return <OnceStep {...screen} />;
    case 'trial':
      return <TrialStep {...screen} />;
    case 'done':
      return <DoneStep {...screen} />;
    default:
      return <KindStep {...screen} />;
  }
}
