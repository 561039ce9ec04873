/** A name that every file system takes: no path, no reserved letter or name, at most 80 letters. */
export function fileName(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = text.replace(/\p{Surrogate}/gu, '').replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u2066-\u2069\u202a-\u202e]+/g, '-').replace(/\s+/g, ' ');
  const trimmed = [...plain].slice(0, 80).join('').replace(/^[.\s-]+|[.\s-]+$/g, '');
  return trimmed === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(trimmed) ? `file ${trimmed}`.trim() : trimmed;
}

/** The same names, a number after each that was there before; capitals don't tell two apart. */
export function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name} ${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
