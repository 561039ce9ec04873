/** A tar as GNU's and POSIX's tools write it: `kind` and raw names are taken as they are. */
export function tarOf(files: readonly { path: string; bytes: Uint8Array; kind?: string }[]): Uint8Array<ArrayBuffer> {
  const parts = files.flatMap(({ path, bytes, kind = '0' }) => {
    const header = new Uint8Array(512);
    const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
    put(path.slice(0, 100), 0);
    put('0000644\0', 100);
    put(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    put('        ', 148);
    put(kind, 156);
    put('ustar\u000000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const body = new Uint8Array(Math.ceil(bytes.length / 512) * 512);
    body.set(bytes);
    return [header, body];
  });
  const all = [...parts, new Uint8Array(1024)];
  const tar = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    tar.set(part, at);
    at += part.length;
  }
  return tar;
}
