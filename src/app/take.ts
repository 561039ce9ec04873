import type { SetFile } from '../contracts';
import { mayBeMore } from '../data/mayBeMore';
import { toProblem } from '../engine/problem';
import { reportProblem } from './report';
import type { Session } from './session';

/** With the folders it lay in, as far as they are known. */
export const setFiles = (files: readonly File[]): SetFile[] => files.map((file) => ({ file, path: file.webkitRelativePath || (file as File & { path?: string }).path || file.name }));

/** Dropped files go where their content belongs: a network, a labelled set, a set's result, or pictures. */
export async function take(session: Session, files: readonly File[]): Promise<void> {
  if (!mayBeMore(files)) return session.addFiles(files);
  try {
    const { kindOf } = await import('../data/kindOf');
    switch (await kindOf(files)) {
      case 'network':
        return await session.openNetwork({ files }).catch(() => {});
      case 'set':
        return await (await session.dataset()).open(setFiles(files));
      case 'saved set':
        return await (await session.dataset()).openSaved(files[0]!);
      case 'pictures':
        return await session.addFiles(files);
    }
  } catch (error) {
    reportProblem(toProblem(error), files.length === 1 ? files[0]!.name : undefined);
  }
}
