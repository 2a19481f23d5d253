import { isObject } from '../../../base/json.ts';
import { soqlText } from '../operations/soql.ts';
import type { Finding } from './finding.ts';
import { askRows, textOf, type Look } from './look.ts';
import { needsOf, type ObjectNeed } from './needs.ts';
import { assignmentPage, PAGES } from './setup-pages.ts';

/** Rules of the org that may change or refuse what flows write. */
export async function lookAtRules(look: Look): Promise<Finding[]> {
  const created = needsOf(look.uses, look.io.config).filter(({ create }) => create);
  const assigned = created.filter(({ object, assigns }) => assigns && assignmentPage(object));
  const assignments = await Promise.all(assigned.map((need) => assignment(look, need)));
  return [...assignments, ...hiddenRules(created)];
}

async function assignment(look: Look, { object }: ObjectNeed): Promise<Finding> {
  const finding = {
    topic: 'rules',
    name: { en: `${object}: assignment rule`, it: `${object}: regola di assegnazione` },
    ok: true,
  } as const;
  const soql = `SELECT Id, Name FROM AssignmentRule WHERE SobjectType = ${soqlText(object)} AND Active = true`;
  const answer = await askRows(look, soql);
  if ('failure' in answer) {
    const message = {
      en: 'The user may not read whether a rule is active. If one is, it chooses the owner.',
      it: 'L’utente non può leggere se una regola è attiva. Se lo è, sceglie lei il titolare.',
    };
    return { ...finding, known: 'not knowable', message };
  }
  const call = 'GET /query (AssignmentRule)';
  const [active] = answer.rows.filter(isObject);
  if (!active) {
    const message = {
      en: 'None is active: the connected user becomes the owner.',
      it: 'Nessuna è attiva: il titolare è l’utente collegato.',
    };
    return { ...finding, message, call };
  }
  const place = assignmentPage(object);
  const name = textOf(active['Name']);
  return {
    ...finding,
    call,
    message: {
      en: `"${name}" is active and chooses the owner of what flows create without OwnerId.`,
      it: `"${name}" è attiva e sceglie il titolare di ciò che i flussi creano senza OwnerId.`,
    },
    fix: {
      en: 'If that is not meant: assignmentRule "none" in the step, or give OwnerId.',
      it: 'Se non è voluto: assignmentRule "none" nel passo, o indicate OwnerId.',
    },
    ...(place ? { place } : {}),
  };
}

/** Describe shows neither duplicate nor validation rules. */
function hiddenRules(created: readonly ObjectNeed[]): Finding[] {
  if (created.length === 0) return [];
  const names = created.map(({ object }) => object).join(', ');
  return [
    {
      topic: 'rules',
      name: { en: 'Duplicate and validation rules', it: 'Regole di duplicazione e di convalida' },
      ok: true,
      known: 'not knowable',
      message: {
        en: `Whether such rules refuse a ${names} is not told before a record is written. A refusal ends the step as failed, with the rule’s own words.`,
        it: `Se tali regole rifiutano ${names} non si sa prima di scrivere un record. Un rifiuto termina il passo come fallito, con le parole della regola.`,
      },
      fix: {
        en: 'Try a step with `rondine connections dry-run`, and say in the step what a duplicate means.',
        it: 'Provate un passo con `rondine connections dry-run`, e dite nel passo che cosa fare con un duplicato.',
      },
      place: PAGES.duplicateRules,
    },
  ];
}
