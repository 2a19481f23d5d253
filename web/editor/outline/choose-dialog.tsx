import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { id, type StepId } from '../../../src/base/ids.ts';
import { idsOf } from '../../../src/flow/edit/draft.ts';
import { useText } from '../../i18n/use-text.ts';
import { paletteOf } from '../picker/palette.ts';
import { useEditor } from '../session/use-editor.ts';
import type { Question } from './actions.ts';
import { keyOfStep } from './tree.ts';
import type { Outline } from './use-outline.ts';

type DialogProps = { question: Question; outline: Outline; onClose(): void };

/** Asks for what an action still needs: a type and a title, or a step and one of its exits. */
export function ChooseDialog({ question, outline, onClose }: DialogProps): ReactNode {
  const t = useText('outline');
  const asksType = question.ask === 'type' || question.ask === 'replacement';
  return (
    <Modal opened title={t(asksType ? 'choose.type' : 'choose.step')} onClose={onClose} returnFocus={false}>
      {asksType ? (
        <TypeForm question={question} outline={outline} onClose={onClose} />
      ) : (
        <StepForm question={question} outline={outline} onClose={onClose} />
      )}
    </Modal>
  );
}

type FormProps<Asked extends Question['ask']> = Omit<DialogProps, 'question'> & {
  question: Extract<Question, { ask: Asked }>;
};

function TypeForm({ question, outline, onClose }: FormProps<'type' | 'replacement'>): ReactNode {
  const t = useText('outline');
  const catalog = useEditor((state) => state.catalog);
  const { words, verbs } = outline;
  const [chosen, setChosen] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const items = useMemo(
    () => paletteOf(catalog, { title: words.type, about: (type) => words.t.known(`about.${type}`) ?? '' }),
    [catalog, words],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const item = items.find((each) => each.id === chosen);
    if (!item) return;
    const addition = { type: item.type, ...(item.params ? { params: item.params } : {}) };
    if (question.ask === 'replacement') outline.tell(() => verbs.replace(question.step, addition));
    else {
      const named = title.trim() === '' ? addition : { ...addition, title: title.trim() };
      outline.tell(() => void verbs.add(named, { after: question.after }));
    }
    onClose();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select
          label={t('choose.types')}
          data={items.map(({ id: value, title: label }) => ({ value, label }))}
          value={chosen}
          onChange={setChosen}
          searchable
          autoSelectOnBlur
          selectFirstOptionOnChange
          nothingFoundMessage={t('choose.none')}
          data-autofocus
        />
        {question.ask === 'type' && (
          <TextInput label={t('choose.title')} value={title} onChange={(event) => setTitle(event.target.value)} />
        )}
        <Buttons
          verb={t(question.ask === 'type' ? 'choose.add' : 'choose.replace')}
          canDo={chosen !== null}
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}

function StepForm({ question, outline, onClose }: FormProps<'target' | 'place'>): ReactNode {
  const t = useText('outline');
  const { draft, rows, words, verbs } = outline;
  const [step, setStep] = useState<string | null>(null);
  const [exit, setExit] = useState<string | null>(null);
  const moving = question.ask === 'place' ? question.step : undefined;
  const steps = idsOf(draft).filter((each) => each !== moving);
  const node = rows.find(({ key }) => step !== null && key === keyOfStep(id.step(step)))?.node;
  const exits = moving !== undefined && node?.kind === 'step' ? node.view.exits : [];
  const outcome = exit ?? exits[0]?.outcome;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (step === null) return;
    const to = step as StepId;
    if (question.ask === 'target') outline.tell(() => verbs.connect(question.exit, to));
    else if (outcome !== undefined) outline.moveBehind(question.step, { step: to, outcome });
    onClose();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select
          label={t('choose.steps')}
          data={namesOnce(steps, outline)}
          value={step}
          onChange={setStep}
          searchable
          autoSelectOnBlur
          selectFirstOptionOnChange
          nothingFoundMessage={t('choose.none')}
          data-autofocus
        />
        {exits.length > 1 && (
          <Select
            label={t('choose.exit')}
            data={exits.map((each) => ({ value: each.outcome, label: words.exit(each) }))}
            value={outcome ?? null}
            onChange={setExit}
            allowDeselect={false}
          />
        )}
        <Buttons
          verb={t(question.ask === 'target' ? 'choose.connect' : 'choose.move')}
          canDo={step !== null}
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}

/** Steps by their names; where several have the same one, with their ids. */
function namesOnce(steps: readonly StepId[], { titleOf }: Outline): { value: string; label: string }[] {
  const names = steps.map(titleOf);
  return steps.map((value, at) => {
    const name = names[at] ?? value;
    const isTwice = names.indexOf(name) !== names.lastIndexOf(name);
    return { value, label: isTwice ? `${name} (${value})` : name };
  });
}

function Buttons({ verb, canDo, onClose }: { verb: string; canDo: boolean; onClose(): void }): ReactNode {
  const t = useText('outline');
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t('choose.cancel')}
      </Button>
      <Button type="submit" disabled={!canDo}>
        {verb}
      </Button>
    </Group>
  );
}
