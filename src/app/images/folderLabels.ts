/** Name of the folder that a dropped or chosen file lies in; undefined where it came without one. */
export function folderOf(file: File): string | undefined {
  const { path } = file as File & { path?: string };
  const parts = (file.webkitRelativePath || path || '').split('/').filter((part) => part !== '' && part !== '.');
  return parts.at(-2);
}
