import type { Reply } from '../../api/client.ts';

/** What the server says of a file: the flow it becomes, and what became of each step. */
export type Examined = Reply<'POST /flows/import'>;
type Report = Examined['report'];
type Part = Report['steps'][number];
export type Grade = Part['grade'];

/** From the one that needs no look to the one that needs the most. */
export const GRADES: readonly Grade[] = ['exact', 'approximated', 'lost'];

/** One line of the report. */
export type ReportRow = {
  key: string;
  title: string;
  kind: string;
  grade: Grade;
  remarks: readonly string[];
  /** What it is called here. */
  steps: readonly string[];
};

/** The lines of a report: what starts the flow first, then its steps, those that need a look before the others. */
export function rowsOf({ report, file }: Pick<Examined, 'report' | 'file'>): ReportRow[] {
  const parts = [...(report.trigger ? [report.trigger] : []), ...report.steps];
  const rows = parts.map((part, at): ReportRow => {
    const { kind, title, grade, remarks } = part;
    const steps = part.steps.map((id) => file.flow.steps[id]?.title ?? id);
    return { key: `${at} ${part.place.join('.')}`, title: title ?? kind, kind, grade, remarks, steps };
  });
  return rows
    .map((row, at) => ({ row, at }))
    .sort((left, right) => GRADES.indexOf(right.row.grade) - GRADES.indexOf(left.row.grade) || left.at - right.at)
    .map(({ row }) => row);
}

/** The lines that fit: of a grade, and with a text in what they say. */
export function findRows(
  rows: readonly ReportRow[],
  { grade, q }: { grade: Grade | undefined; q: string },
): readonly ReportRow[] {
  const wanted = q.trim().toLowerCase();
  return rows.filter((row) => {
    if (grade !== undefined && row.grade !== grade) return false;
    const text = [row.title, row.kind, ...row.remarks, ...row.steps].join(' ').toLowerCase();
    return text.includes(wanted);
  });
}

/** How many lines there are of each grade. */
export function countRows(rows: readonly ReportRow[]): Readonly<Record<Grade, number>> {
  const count = (grade: Grade): number => rows.filter((row) => row.grade === grade).length;
  return { exact: count('exact'), approximated: count('approximated'), lost: count('lost') };
}
