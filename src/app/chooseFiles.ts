function ask(choice: { accept?: string; webkitdirectory?: boolean }, found: (files: File[]) => void) {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, ...choice });
  input.addEventListener('change', () => found([...(input.files ?? [])].filter(({ name }) => !name.startsWith('.'))));
  input.click();
}

/** Asks the browser for a folder with all that lies in it, hidden files left out. */
export const chooseFolder = (found: (files: File[]) => void): void => ask({ webkitdirectory: true }, found);

/** Asks for files of these kinds. */
export const chooseFiles = (accept: string, found: (files: File[]) => void): void => ask({ accept }, found);
