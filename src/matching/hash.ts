/** FNV-1a, 32 bits: `hashText(hashText(offsetBasis, a), b)` is the hash of both texts in a row. */
export const offsetBasis = 0x811c9dc5;
export const hashPrime = 0x01000193;

export function hashText(seed: number, text: string): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), hashPrime);
  return hash;
}
