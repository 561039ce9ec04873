/** SHA-256 in lower-case hex. WebCrypto is missing on pages without a secure context (plain http): there hash-wasm is loaded. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const { subtle } = globalThis.crypto;
  if (!subtle) return (await import('hash-wasm')).sha256(new Uint8Array(bytes));
  return hex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
