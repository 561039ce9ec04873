import { downloadZip } from 'client-zip';

export interface ZipFile {
  name: string;
  content: Blob;
}

/** Files as one zip, in their order; each is asked for when the one before is written. Rejects with what `files` throws. */
export async function zipOf(files: AsyncIterable<ZipFile>, modified: Date): Promise<Blob> {
  const entries = async function* () {
    for await (const { name, content } of files) yield { name, lastModified: modified, input: content };
  };
  return downloadZip(entries()).blob();
}
