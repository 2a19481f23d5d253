import { Button, Popover, Stack, Textarea } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { JsonObject } from '../../../src/base/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { readObject } from './json-text.ts';
import { useStepTitle } from './use-trial.ts';

/** Begins the trial at the chosen step, with variables that its author gives. */
export function StartFrom({ step, onStart }: { step: StepId; onStart(vars: JsonObject): void }): ReactNode {
  const t = useText('test');
  const titleOf = useStepTitle();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('{}');
  const vars = readObject(text);
  return (
    <Popover width={300} opened={isOpen} onChange={setOpen} position="bottom-start" withArrow trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {t('start.from', { title: titleOf(step) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Textarea
            size="xs"
            autosize
            minRows={3}
            label={t('start.vars')}
            error={vars ? undefined : t('start.vars.bad')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button
            size="xs"
            disabled={!vars}
            onClick={() => {
              setOpen(false);
              if (vars) onStart(vars);
            }}
          >
            {t('start.here')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
