import { zipOf } from './zip.ts';

/** Lets the person save texts by path as one archive. */
export function saveArchive(name: string, files: Readonly<Record<string, string>>): void {
  const url = URL.createObjectURL(new Blob([zipOf(files)], { type: 'application/zip' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by the next turn of the loop.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
