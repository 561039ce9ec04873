import { type ModelFolder, openModelFolder } from '../data/modelFolder';

/**
 * Opens a network: a model folder by its address, or files that a person chose (a model folder, one in a zip, or a state dict).
 * @throws DataError of `openModelFolder`, `membersOf`; whatever `openStateDict` throws
 */
export async function openNetwork(from: string | readonly File[], signal?: AbortSignal): Promise<ModelFolder> {
  if (typeof from === 'string') return openModelFolder(from, signal);
  const { membersOf } = await import('../data/members');
  const members = await membersOf(from);
  if (members.some(({ name }) => name === 'model.json')) return openModelFolder(members, signal);
  return (await import('./stateDict')).openStateDict(members);
}
