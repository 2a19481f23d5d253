import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { useText } from '../../i18n/use-text.ts';
import { useNotify } from '../../ui/use-notify.tsx';
import { draftIn, type Drawer } from '../session/state.ts';
import type { Desk } from './use-desk.ts';

const DRAWERS: readonly Drawer[] = ['test', 'problems', 'outline', 'search'];

/**
 * Does what the address of the editor asks for: `?step=` is chosen and seen, and its settings are open unless `?panel=`
 * names a panel that is to be open in their place.
 */
export function useAddress({ session, canvas }: Desk): void {
  const t = useText('workbench');
  const { done } = useNotify();
  const { step, panel } = useSearch({ from: '/shell/flows/$flow' });
  useEffect(() => {
    const drawer = DRAWERS.find((each) => each === panel);
    if (drawer) session.show(drawer);
    if (step === undefined) return;
    if (!Object.hasOwn(draftIn(session.getState()).flow.steps, step)) return done(t('address.noStep', { step }));
    const there = step as StepId;
    session.select({ steps: [there] });
    if (!drawer) session.open({ step: there });
    canvas.current?.focus(there);
    // Only another address is another wish.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [session, step, panel]);
}
