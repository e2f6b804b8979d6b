import { type FieldCipher, sealedWith } from "../platform/index.ts";

const placeOf = (personId: string) => ({ collection: "doorCodes", id: personId, field: "code" });

/**
 * The code the station prints for a resident's door: whoever scans it stands there. It says nothing by itself, is sealed for this resident
 * alone, and is good until the field key it was made with is gone.
 */
export function makeDoorCode({ cipher }: { readonly cipher: FieldCipher }, personId: string): string {
  return cipher.seal(personId, placeOf(personId));
}

/** True for a code this station made for this resident. */
export function isDoorCodeOf({ cipher }: { readonly cipher: FieldCipher }, personId: string, code: string): boolean {
  if (sealedWith(code) === undefined) return false;
  try {
    return cipher.open(code, placeOf(personId)) === personId;
  } catch {
    return false;
  }
}
