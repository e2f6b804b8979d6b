/** Read-only lists and counts of a station. */
export { type DeskLists, deskLists } from "./desk-lists.ts";
export { type Digest, digestOf } from "./digest.ts";
