import { CommandError, UsageError, type Io } from '../command.ts';

/** Resolves where somebody has said yes, by an option or when asked; throws where nobody has. */
export async function confirmed(
  question: string,
  yes: boolean | undefined,
  { confirm }: Pick<Io, 'confirm'>,
): Promise<void> {
  if (yes) return;
  if (!confirm) throw new UsageError(`${question} Nobody can be asked here: say --yes to do it.`);
  if (!(await confirm(question))) throw new CommandError('Nothing was changed.');
}
