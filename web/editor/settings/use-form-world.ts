import { useMemo, type ComponentType } from 'react';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import { useText } from '../../i18n/use-text.ts';
import type { FieldPath, FieldProps, FormWorld } from '../../ui/form/form-world.tsx';
import { DurationField, LineField } from '../../ui/form/inputs.tsx';
import { useViewer } from '../../ui/viewer.tsx';
import { saidIn } from '../problems/say-check.ts';
import type { Session } from '../session/session.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { ConditionField } from './condition/condition-field.tsx';
import {
  CalendarField,
  ConnectionField,
  ConnectionsField,
  FlowField,
  SecretField,
  StepField,
  StepsField,
  VariableField,
} from './fields/reference-fields.tsx';
import { LabelsField, ValueField } from './fields/value-field.tsx';
import { TemplateField } from './template/template-field.tsx';
import { TextField } from './template/text-field.tsx';

/** Inputs by the kind of a field, and by its key where its kind does not say enough. */
const INPUTS: Readonly<Record<string, ComponentType<FieldProps>>> = {
  'field:text': TextField,
  'field:template': TemplateField,
  'field:value': ValueField,
  'field:condition': ConditionField,
  'field:duration': DurationField,
  'field:variable': VariableField,
  'field:connection': ConnectionField,
  'field:calendar': CalendarField,
  'field:flow': FlowField,
  'field:step': StepField,
  'field:pattern': LineField,
  'switch.cases.is': LabelsField,
  'goto.leaves': StepsField,
  'retry.firstDelay': DurationField,
  'retry.longestDelay': DurationField,
  'retry.deadline': DurationField,
  'trigger-message.connections': ConnectionsField,
  'trigger-message.quiet': DurationField,
  'trigger-status.connections': ConnectionsField,
  'trigger-conversation.connections': ConnectionsField,
  'trigger-conversation.after': DurationField,
  'trigger-connection.connection': ConnectionField,
  'trigger-connection.every': DurationField,
  'trigger-connection.to.connection': ConnectionField,
  'trigger-connection.to.address': TemplateField,
  'trigger-connection.to.record': TemplateField,
  'trigger-webhook.to.connection': ConnectionField,
  'trigger-webhook.to.address': TemplateField,
  'trigger-webhook.serialBy': TemplateField,
  'trigger-webhook.auth.secret': SecretField,
  'trigger-schedule.to.connection': ConnectionField,
  'trigger-schedule.to.address': TemplateField,
  'trigger-manual.to.connection': ConnectionField,
  'trigger-manual.to.address': TemplateField,
  'trigger-flow.after': FlowField,
  'handler-message.next': StepField,
  'handler-invalidReply.next': StepField,
  'handler-failure.next': StepField,
};

/** What the forms of the panel ask: words of fields in the viewer's language, what is wrong at a place of the flow. */
export function useFormWorldOf(
  base: FieldPath,
  more: Readonly<Record<string, ComponentType<FieldProps>>> = {},
): Omit<FormWorld, 'Field'> {
  const params = useText('params');
  const t = useText('stepPanel');
  const diagnostics = useEditor((state) => state.diagnostics);
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const session = useSession();
  const { language } = useViewer();
  const place = base.join('.');
  const unfinished = unfinishedAt(session, place);
  return useMemo(() => {
    const here = diagnostics.filter(({ path }) => startsWith(path, base)).map((each) => saidIn(each, language));
    return {
      title: ({ key, schema, name }) => params.known(`param.${key}`) ?? schema.title ?? name,
      // What a choice consists of says itself.
      help: ({ key, schema }) =>
        /\.choices\.\w+$/.test(key) ? undefined : (params.known(`help.${key}`) ?? schema.description),
      word: (_field, word) => t.known(`word.${word}`) ?? word,
      troublesAt: (path, isDeep = false) =>
        here.filter(
          (each) =>
            startsWith(each.path, [...base, ...path]) && (isDeep || each.path.length === base.length + path.length),
        ),
      inputs: { ...INPUTS, ...more },
      isReadOnly,
      unfinished,
    };
    // The place is told by its words: the list is a new one each time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [params, t, diagnostics, isReadOnly, place, more, unfinished, language]);
}

function startsWith(path: Diagnostic['path'], base: FieldPath): boolean {
  return base.every((name, at) => String(path[at]) === String(name));
}

const kept = new WeakMap<Session, Map<string, Map<string, string>>>();

/** Words that could not be read yet: they last as long as the editor is open, also while another step is. */
function unfinishedAt(session: Session, place: string): Map<string, string> {
  const all = kept.get(session) ?? new Map<string, Map<string, string>>();
  kept.set(session, all);
  const here = all.get(place) ?? new Map<string, string>();
  all.set(place, here);
  return here;
}
