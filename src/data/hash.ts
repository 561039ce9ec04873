import { sha256 as hashOf } from 'hash-wasm';

/** SHA-256 in lower-case hex. Works on pages without a secure context too, where WebCrypto is missing. */
export function sha256(bytes: ArrayBuffer): Promise<string> {
  return hashOf(new Uint8Array(bytes));
}
