export type DangerKind = "medical" | "fire_gas" | "self_harm" | "violence" | "child" | "missing" | "fraud" | "welfare";

/** Something that a person must look at now. Found, never graded, never closed by the machine. */
export interface Danger {
  readonly kind: DangerKind;
  /** The number to tell at once; the bot cannot call it and says so. */
  readonly call: "120" | "119" | "110" | "12356" | "96110";
  /** Further numbers worth naming. */
  readonly also: readonly string[];
  /** Call-backs must stay off: the phone ringing could hurt the sender. */
  readonly noCall: boolean;
  /** The words that matched, for the person who is paged. */
  readonly evidence: readonly string[];
}

export interface DangerContext {
  readonly role?: string;
}
