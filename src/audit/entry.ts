import { createHash } from "node:crypto";

/** What somebody did or looked at. */
export interface AuditAct {
  readonly stationId: string;
  /** A person's id; `system` for what nobody asked for. */
  readonly actorId: string;
  /** The role they acted in. */
  readonly activeRole: string;
  /** `module.verb`, such as `person.read` or `export.people`. */
  readonly act: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Names of the sensitive fields that were read or changed, never what is in them. */
  readonly fields?: readonly string[];
  /** Why, where a reason is asked for; numbers of people are masked in it. */
  readonly reason?: string;
  /** Of the HTTP request or the message it came with. */
  readonly requestId?: string;
  readonly via: "chat" | "api" | "job";
}

/** An act as it is written down: numbered without a gap in its station, and bound to the entry before. */
export interface AuditEntry extends AuditAct {
  readonly id: string;
  readonly at: Date;
  /** 1, 2, 3 … */
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

/** A place in the chain: everything up to `seq` is summed up in `hash`. */
export interface ChainPoint {
  readonly seq: number;
  readonly hash: string;
}

/** Where the chain of a station begins. */
export function genesisOf(stationId: string): ChainPoint {
  return { seq: 0, hash: createHash("sha256").update(`yimi audit ${stationId}`).digest("hex") };
}

/** The entries that come after `point`. */
export function chain(point: ChainPoint, acts: readonly (AuditAct & Pick<AuditEntry, "id" | "at">)[]): AuditEntry[] {
  let { seq, hash: prevHash } = point;
  return acts.map((act) => {
    seq += 1;
    const linked = { ...act, seq, prevHash };
    const entry = { ...linked, hash: hashOf(linked) };
    prevHash = entry.hash;
    return entry;
  });
}

/** SHA-256 over everything in the entry but the hash itself, the names in order. */
export function hashOf(entry: Omit<AuditEntry, "hash"> & { readonly hash?: string }): string {
  const { hash: _, ...hashed } = entry;
  return createHash("sha256").update(canonical(hashed)).digest("hex");
}

/** JSON in which equal values are written alike. */
export function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`);
  return `{${parts.join(",")}}`;
}
