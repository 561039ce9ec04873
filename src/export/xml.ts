const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter]!);

/** Without what no XML document may hold, escaped or not: control characters, halves of surrogate pairs, the last two of the plane. */
// oxlint-disable-next-line no-control-regex
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
