import { correctionLine, type Intent } from "../src/language/index.ts";
import { type Collection, type Db, type FieldCipher, sealedFields } from "../src/platform/index.ts";

/** What a coordinator said a message meant; an example for the next training. Holds no person and no request. */
export interface Correction {
  /** The message that corrected, so that one delivered again counts once. */
  readonly id: string;
  readonly stationId: string;
  /** The resident's words, masked. */
  readonly text: string;
  /** Code of a service item, or an intent. */
  readonly label: string | Intent;
  readonly at: Date;
}

/** The residents' words are sealed like everything they write. */
export const correctionFields = sealedFields("corrections", ["text"]);

interface CorrectionDeps {
  readonly db: Db;
  readonly cipher: FieldCipher;
}
type StoredCorrection = Omit<Correction, "id"> & { readonly _id: string };
const correctionsOf = (db: Db): Collection<StoredCorrection> => db.collection<StoredCorrection>("corrections");

/** Keeps a correction for the next training; the same message once more replaces it. */
export async function keepCorrection({ db, cipher }: CorrectionDeps, correction: Correction): Promise<void> {
  const { id, ...document } = correctionFields.seal(cipher, correction.id, correction);
  await correctionsOf(db).replaceOne({ _id: id }, document, { upsert: true });
}

/** All corrections of a station as lines for `npm run language:train -- <file>`, oldest first. */
export async function correctionLines({ db, cipher }: CorrectionDeps, stationId: string): Promise<string[]> {
  const stored = await correctionsOf(db).find({ stationId }).sort({ at: 1, _id: 1 }).toArray();
  return stored.map((one) => correctionLine(correctionFields.open(cipher, one._id, one)));
}
